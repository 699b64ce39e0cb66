import type { PaymentEvent } from '#domain/payment-event.ts';
import type { AppContext } from './app-context.ts';
import { keysOf } from './settle-event.ts';
import { WebhookLogger } from './webhook-logger.ts';

/** Keeps an event whose processing broke down, with its body, so that it can be driven again. False when even that failed. */
export async function recordBreakdown(
  app: AppContext,
  event: PaymentEvent,
  error: unknown,
): Promise<boolean> {
  try {
    const { event: eventKey } = keysOf(event);
    const { log } = await app.store.load(eventKey ? { event: eventKey } : {});
    // The commit went through and only its answer was lost: what is done stays done.
    if (log && log.record.status !== 'failed') return true;
    const now = app.clock.now();
    const trace = WebhookLogger.start(event, log, { now, newId: app.ids.newId() });
    await app.store.commit({ log: WebhookLogger.failure(trace, error, now), changes: [] });
    app.defer(app.watchSoon);
    return true;
  } catch (second) {
    app.log.error(
      { event_id: event.eventId, code: 'unexpected', error: second },
      'the breakdown could not be recorded',
    );
    return false;
  }
}
