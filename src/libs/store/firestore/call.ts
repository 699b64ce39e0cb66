import { setTimeout as wait } from 'node:timers/promises';
import { StoreUnavailableError } from '#domain/errors.ts';

/** One call of the store, which ends in time whatever the network does. */
export type Call = {
  /** Waits a random while, longer with every try. Throws StoreUnavailableError once the time is up. */
  pause(attempt: number): Promise<void>;
};

const firstPauseMs = 25;
const longestPauseMs = 800;

type Limit = { readonly deadlineMs: number; readonly onLate: () => void };

/** Runs the work; throws StoreUnavailableError when it has no result within the deadline, and says so to `onLate`. */
export async function withinDeadline<R>(
  { deadlineMs, onLate }: Limit,
  work: (call: Call) => Promise<R>,
): Promise<R> {
  const late = Promise.withResolvers<never>();
  let isLate = false;
  const giveUp = () => {
    isLate = true;
    onLate();
    late.reject(tooLate(deadlineMs));
  };
  // One more turn of the loop: after a stall of our own, the answer is waiting to be read.
  const timer = setTimeout(() => setImmediate(giveUp), deadlineMs);
  const call: Call = {
    async pause(attempt) {
      await wait(Math.random() * Math.min(firstPauseMs * 2 ** attempt, longestPauseMs));
      if (isLate) throw tooLate(deadlineMs);
    },
  };
  try {
    return await Promise.race([work(call), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const tooLate = (deadlineMs: number): StoreUnavailableError =>
  new StoreUnavailableError(`Firestore did not answer within ${deadlineMs} ms.`);
