import type { PaymentEvent } from '#domain/payment-event.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';
import type { AppContext } from './app-context.ts';

/**
 * The event of a log row, read again from the body that was verified when it came in; what cannot be read is fetched anew.
 * Throws PaymentError when the provider cannot be asked.
 */
export async function storedEvent(app: AppContext, row: WebhookLog): Promise<PaymentEvent> {
  const provider = app.payments.provider(row.provider);
  const stored = { ...provider.parseStored(row.raw_data), eventId: row.event_id };
  return stored.fact.kind === 'unreadable_version' ? provider.refetch(stored) : stored;
}
