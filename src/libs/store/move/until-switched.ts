import { setTimeout as wait } from 'node:timers/promises';

type Switch = {
  /** Where the shop says on which database it runs. */
  readonly healthUrl: string;
  /** The database it is to run on, as it names it. */
  readonly target: string;
  /** Resolves when the operator says that it is done. */
  readonly told: Promise<void>;
  readonly stop: AbortSignal;
};

const askEveryMs = 1_000;
const patienceMs = 5_000;

/** Resolves when the shop runs on the target and is well, or when told so. Throws what the stop signal says. */
export async function untilSwitched({ healthUrl, target, told, stop }: Switch): Promise<'seen' | 'told'> {
  const ended = new AbortController();
  const signal = AbortSignal.any([stop, ended.signal]);
  const seen = async (): Promise<'seen'> => {
    for (;;) {
      if (await runsOn(healthUrl, target)) return 'seen';
      await wait(askEveryMs, undefined, { signal });
    }
  };
  try {
    return await Promise.race([seen(), told.then(() => 'told' as const), aborted(stop)]);
  } finally {
    ended.abort();
  }
}

async function runsOn(healthUrl: string, target: string): Promise<boolean> {
  try {
    const answer = await fetch(healthUrl, { signal: AbortSignal.timeout(patienceMs) });
    const health = (await answer.json()) as { ok?: unknown; store?: unknown } | null;
    return health?.ok === true && health.store === target;
  } catch {
    // While it is being redeployed it may answer anything.
    return false;
  }
}

const aborted = (stop: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (stop.aborted) reject(stop.reason);
    stop.addEventListener('abort', () => reject(stop.reason), { once: true });
  });
