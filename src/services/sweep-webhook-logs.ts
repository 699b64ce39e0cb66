import { PaymentError } from '#domain/errors.ts';
import type { PaymentEvent } from '#domain/payment-event.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';
import { afterSettlement } from './after-settlement.ts';
import type { AppContext } from './app-context.ts';
import { recordBreakdown } from './record-breakdown.ts';
import { settleEvent } from './settle-event.ts';
import { storedEvent } from './stored-event.ts';

export type SweepCount = { readonly driven: number; readonly applied: number };

/**
 * Drives stored events again that failed before: those whose next attempt is due, or all that wait for one of these payments,
 * and then also those that were taken for somebody else's because it had not come.
 * One that fails once more is put off further; it never stops the others.
 */
export async function sweepWebhookLogs(
  app: AppContext,
  { tradeNos, limit = 50 }: { tradeNos?: readonly string[]; limit?: number } = {},
): Promise<SweepCount> {
  const due = await app.store.dueLogs({
    now: app.clock.now(),
    limit,
    ...(tradeNos === undefined ? {} : { tradeNos }),
  });
  let applied = 0;
  for (const row of due) {
    if (await app.trace.apart(() => driveAgain(app, row))) applied += 1;
  }
  return { driven: due.length, applied };
}

async function driveAgain(app: AppContext, row: WebhookLog): Promise<boolean> {
  let event: PaymentEvent | null = null;
  try {
    const stored = await storedEvent(app, row);
    event = stored;
    // What was taken for somebody else's counts as done with, until somebody looks again.
    const settled = await settleEvent(app, stored, { review: row.status === 'ignored', lines: () => [] });
    app.defer(() => afterSettlement(app, stored, settled));
    return settled.kind === 'decided' && settled.decision.status === 'success';
  } catch (error) {
    app.log.warn(
      { event_id: row.event_id, event: row.event, error },
      'a stored event could not be driven again yet',
    );
    if (event !== null && !isPassing(error)) await recordBreakdown(app, event, error);
    return false;
  }
}

/** Whether it is the world that failed and not the event, so that its turn stays as it is. */
const isPassing = (error: unknown): boolean => error instanceof PaymentError && error.retryable;
