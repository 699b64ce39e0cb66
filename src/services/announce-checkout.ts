import { readStamp } from '#domain/checkout-metadata.ts';
import { mergeConsents } from '#domain/consent.ts';
import { announceStarted, type Cart } from '#domain/marketing/announce.ts';
import type { AppContext } from './app-context.ts';

/** A payment page that was opened, and what was stamped on it. */
export type OpenedCheckout = {
  readonly metadata: Readonly<Record<string, string>>;
  readonly email: string | null;
  readonly sessionId: string;
  readonly url: string;
};

/**
 * Owes Started Checkout to marketers once the shopper is on their way, and only where the address and the consent are known.
 * It is best effort: when it is lost, the notification that the page lapsed owes the same event.
 */
export function announceCheckout(app: AppContext, opened: OpenedCheckout): void {
  const at = app.clock.now();
  const around = { now: at, newId: app.ids.newId, catalog: app.catalog, appUrl: app.appUrl };
  const started = { at, checkoutUrl: opened.url, orderId: null };
  const cart = cartOf(opened, at);
  const changes = cart === null ? [] : announceStarted(cart, started, around);
  if (changes.length === 0) return;
  app.defer(async () => {
    await app.store.commit({ log: null, changes });
    await app.drainSoon();
  });
}

function cartOf({ metadata, email, sessionId }: OpenedCheckout, now: Date): Cart | null {
  const stamp = readStamp(metadata);
  if (stamp === null || stamp.unitAmount === null || stamp.currency === null) return null;
  const subtotal = stamp.unitAmount * stamp.quantity;
  return {
    id: '',
    order_no: stamp.orderNo,
    email,
    product_id: stamp.sku,
    variant: stamp.variant,
    quantity: stamp.quantity,
    amount: subtotal,
    amount_subtotal: subtotal,
    amount_discount: 0,
    currency: stamp.currency,
    discount_code: null,
    payment_method: 'stripe',
    session_id: sessionId,
    locale: stamp.locale,
    country: null,
    buyer_name: null,
    phone: null,
    shipping_address: null,
    billing_address: null,
    utm: stamp.utm,
    consent: mergeConsents(null, stamp.consents),
    paid_at: null,
    created_at: now,
  };
}
