/** How long the questions of one client may take; left to itself, the library asks again for minutes. */
export type Patience = {
  /** For the client, in the words of the layer below it: https://grpc.github.io/grpc/node/grpc.Client.html */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Questions under way end in their time, and nothing is asked after that. */
  end(): void;
};

type Question = {
  readonly call: { cancel(): void };
  readonly callOptions: { readonly deadline?: Date | number };
};

export function createPatience(patienceMs: number): Patience {
  let lastMoment = Number.POSITIVE_INFINITY;
  const limited = <Q extends Question>(question: Q): Q => {
    const { call, callOptions } = question;
    const { deadline = Number.POSITIVE_INFINITY } = callOptions;
    const limit = Math.min(Number(deadline), Date.now() + patienceMs);
    // The library asks again after a deadline, and after most errors; not after this.
    if (Date.now() >= lastMoment) setImmediate(() => call.cancel());
    return { ...question, callOptions: { ...callOptions, deadline: limit } };
  };
  return {
    settings: { 'grpc.callInvocationTransformer': limited },
    end() {
      lastMoment = Math.min(lastMoment, Date.now() + patienceMs);
    },
  };
}
