import { consentsOf } from '#domain/abandoned-checkout.ts';
import type { Order } from '#domain/order.ts';
import { zoneOf } from '#domain/shipping.ts';
import type { AppContext } from './app-context.ts';
import type { CheckoutIntent } from './payment-page-request.ts';
import { purchaseInstead } from './remind-of-checkout.ts';
import { type StartedCheckout, startCheckout } from './start-checkout.ts';

/** What the browser that takes a checkout up again brings along. */
export type Recovery = Pick<CheckoutIntent, 'locale' | 'client' | 'openSessionId' | 'leavesSessionId'> & {
  readonly sessionId: string;
  /** The campaign that led here; null leaves the one of the abandoned checkout. */
  readonly utm: CheckoutIntent['utm'];
};

export type RecoveredCheckout =
  | StartedCheckout
  /** Nothing is known of this payment page. */
  | { readonly kind: 'unknown' }
  /** The buyer has paid meanwhile, or is about to. */
  | { readonly kind: 'bought'; readonly order: Order };

/**
 * Takes an abandoned checkout up again with everything that was chosen, on a fresh payment page and by the same way as every
 * other checkout. Opens none for whoever has paid meanwhile. Throws PaymentError; nothing was charged then.
 */
export async function recoverCheckout(app: AppContext, recovery: Recovery): Promise<RecoveredCheckout> {
  const abandoned = await abandonedCheckout(app, recovery.sessionId);
  if (abandoned === null) return { kind: 'unknown' };
  const order = await orderInstead(app, abandoned);
  if (order) return { kind: 'bought', order };
  const { sessionId: _, utm, ...rest } = recovery;
  return startCheckout(app, {
    ...rest,
    sku: abandoned.product_id,
    color: abandoned.variant,
    quantity: abandoned.quantity,
    country: servedCountryOf(app, abandoned),
    email: abandoned.email,
    userId: abandoned.user_id,
    utm: utm ?? abandoned.utm,
    earlierConsents: consentsOf(abandoned),
    discountCode: abandoned.discount_code,
    recoveredFrom: abandoned.order_no,
  });
}

/** Where it was to go, while parcels go there. */
const servedCountryOf = ({ catalog }: AppContext, { country }: Order): string | null =>
  country !== null && zoneOf(catalog.shipping, country) ? country : null;

/** The order a lapsed payment page left behind; null where there is none. Throws StoreUnavailableError. */
export async function abandonedCheckout(app: AppContext, sessionId: string): Promise<Order | null> {
  const { order } = await app.store.load({ order: { method: 'stripe', sessionId } });
  return order?.record ?? null;
}

/** The order that was paid instead, or whose payment is on its way. Throws StoreUnavailableError. */
export const orderInstead = async (app: AppContext, abandoned: Order): Promise<Order | null> =>
  abandoned.status === 'pending' ? abandoned : purchaseInstead(app, abandoned);
