import type { PaymentMethod } from '#domain/payment-event.ts';
import type { Logger } from '#libs/Logger.ts';

/** Counts refused notifications; a flood of them costs one log line a minute and no database query. */
export type ForgeryCounter = {
  count(method: PaymentMethod, reason: string): void;
  /** Refused since the process started. */
  total(): number;
};

const lineEveryMs = 60_000;

export function createForgeryCounter(log: Logger, clockNow: () => Date): ForgeryCounter {
  let total = 0;
  let untold = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    count(method, reason) {
      total += 1;
      untold += 1;
      const now = clockNow().getTime();
      if (now - toldAt < lineEveryMs) return;
      log.warn({ code: 'signature_invalid', method, reason, count: untold }, 'notifications were refused');
      toldAt = now;
      untold = 0;
    },
    total: () => total,
  };
}
