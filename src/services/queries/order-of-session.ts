import { PaymentError } from '#domain/errors.ts';
import type { Order } from '#domain/order.ts';
import type { AppContext } from '#services/app-context.ts';
import { withinDeadline } from '#services/within-deadline.ts';

const patienceMs = 2_000;

/** The order a payment page led to; null while there is none, or the store does not answer in a moment. */
export async function orderOfSession(
  app: AppContext,
  sessionId: string,
): Promise<Pick<Order, 'order_no' | 'link_version'> | null> {
  if (!/^cs_[A-Za-z0-9_]{8,250}$/.test(sessionId)) return null;
  try {
    const known = app.store.load({ order: { method: 'stripe', sessionId } });
    return (await withinDeadline(known, patienceMs)).order?.record ?? null;
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    app.log.warn({ code: error.code, error }, 'the way to an order page goes without the store');
    return null;
  }
}
