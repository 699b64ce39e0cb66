import type { WebhookLog } from '#domain/webhook-log.ts';
import type { AppContext } from './app-context.ts';
import { settleEvent } from './settle-event.ts';
import { storedEvent } from './stored-event.ts';

export type SweepCount = { readonly driven: number; readonly applied: number };

/**
 * Drives stored events again that failed before: those whose next attempt is due, or all that wait for one of these payments.
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
  try {
    const settled = await settleEvent(app, await storedEvent(app, row));
    return settled.kind === 'decided' && settled.decision.status === 'success';
  } catch (error) {
    app.log.warn(
      { event_id: row.event_id, event: row.event, error },
      'a stored event could not be driven again yet',
    );
    return false;
  }
}
