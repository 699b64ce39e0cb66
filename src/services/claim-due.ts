import { leaseSeconds, type OutboxMessage } from '#domain/outbox.ts';
import type { AppContext } from './app-context.ts';

export type Claimed = { readonly message: OutboxMessage; readonly token: string };

const batchSize = 20;
/** Longest a delivery may take, the wait for its turn included, milliseconds; what has less left of its lease is left alone. */
const longestDeliveryMs = 25_000;

/** Claims what is due in batches and hands it out one by one; null once nothing is due any more or `stopAt` has passed. */
export function claimDue(app: AppContext, stopAt: number) {
  let queue: readonly Claimed[] = [];
  let stopped = false;
  let claiming: Promise<void> | null = null;

  async function claim(): Promise<void> {
    const now = app.clock.now();
    const token = app.ids.newToken();
    const batch = await app.store.claim({ now, limit: batchSize, token, leaseSeconds });
    queue = batch.map((message) => ({ message, token }));
    stopped = batch.length === 0 || app.clock.now().getTime() >= stopAt;
  }

  async function next(): Promise<Claimed | null> {
    for (;;) {
      const [first, ...rest] = queue;
      queue = rest;
      if (first && hasTime(first.message, app.clock.now())) return first;
      if (first) continue;
      if (stopped) return null;
      claiming ??= claim().finally(() => {
        claiming = null;
      });
      await claiming;
    }
  }

  return {
    next,
    /** Claims no more. */
    stop() {
      stopped = true;
    },
  };
}

const hasTime = ({ leased_until }: OutboxMessage, now: Date): boolean =>
  leased_until === null || leased_until.getTime() - now.getTime() >= longestDeliveryMs;
