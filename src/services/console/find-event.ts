import type { PaymentEvent } from '#domain/payment-event.ts';
import {
  ProviderNotConfiguredError,
  ProviderObjectNotFoundError,
} from '#libs/payments/core/payment-errors.ts';
import type { History, PaymentProvider } from '#libs/payments/core/payment-types.ts';
import type { AppContext } from '#services/app-context.ts';
import { storedEvent } from '#services/stored-event.ts';

/**
 * The event an operator names: by the id of its log row, or by the provider's id of an event, a payment page or a payment.
 * What was verified and stored is read again, everything else is asked of the provider. Throws PaymentError `not_found`.
 */
export async function findEvent(app: AppContext, id: string): Promise<PaymentEvent> {
  if (/^(cs|pi)_/.test(id)) return fetchPayment(app.payments.provider('stripe'), id);
  const row = await findRow(app, id);
  if (row) return storedEvent(app, row);
  if (id.startsWith('evt_')) return historyOf(app.payments.provider('stripe')).fetchEvent(id);
  throw new ProviderObjectNotFoundError(`There is no event ${id} here.`);
}

async function findRow(app: AppContext, id: string) {
  if (!id.startsWith('evt_')) return (await app.store.get('webhook_logs', [id]))[0]?.record;
  return (await app.store.load({ event: { provider: 'stripe', eventId: id } })).log?.record;
}

const fetchPayment = (provider: PaymentProvider, id: string): Promise<PaymentEvent> =>
  id.startsWith('cs_') ? provider.fetchPayment(id) : historyOf(provider).fetchPaymentByTradeNo(id);

function historyOf({ id, history }: PaymentProvider): History {
  if (!history) throw new ProviderNotConfiguredError(id);
  return history;
}
