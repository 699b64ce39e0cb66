type Work<T> = {
  /** Some of these run at the same time. */
  readonly work: (item: T) => Promise<void>;
  /** Called one after the other, in the sequence of the items, after the work on the item and on all before it. */
  readonly done: (item: T) => void;
  readonly atOnce: number;
};

/** Works on several items of a sequence at a time. Throws what the first failure threw, when nothing runs any more. */
export async function inSequence<T>(items: AsyncIterable<T>, { work, done, atOnce }: Work<T>): Promise<void> {
  const underWay: { item: T; ended: Promise<unknown> }[] = [];
  const finishFirst = async (): Promise<void> => {
    const first = underWay.shift();
    if (first === undefined) return;
    const failure = await first.ended;
    if (failure !== undefined) throw failure;
    done(first.item);
  };
  try {
    for await (const item of items) {
      const ended = work(item).then(
        () => undefined,
        (error: unknown) => error ?? new Error('It failed without a word.'),
      );
      underWay.push({ item, ended });
      if (underWay.length >= atOnce) await finishFirst();
    }
    while (underWay.length > 0) await finishFirst();
  } finally {
    await Promise.all(underWay.map(({ ended }) => ended));
  }
}
