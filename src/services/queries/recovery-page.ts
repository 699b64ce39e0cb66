import { type Money, times } from '#domain/money.ts';
import { findVariant, type Variant } from '#domain/offer.ts';
import type { AppContext } from '#services/app-context.ts';
import { abandonedCheckout, orderInstead } from '#services/recover-checkout.ts';
import { withinDeadline } from '#services/within-deadline.ts';
import { productPage } from './product-page.ts';

/** What the page behind a recovery link shows; looking at it changes nothing. */
export type RecoveryPage =
  /** The link is forged, garbled or of a checkout nobody knows any more. */
  | { readonly kind: 'unknown' }
  /** The store does not answer in a moment. */
  | { readonly kind: 'late' }
  | { readonly kind: 'bought'; readonly orderNo: string; readonly variant: string }
  | { readonly kind: 'gone'; readonly variant: Variant; readonly others: readonly Variant[] }
  | {
      readonly kind: 'open';
      readonly variant: Variant;
      readonly quantity: number;
      /** Before any discount, in the currency of the page's language. */
      readonly price: Money;
      readonly hasDiscount: boolean;
    };

const patienceMs = 3_000;

/** What became of a checkout that was left, by the id of its payment page. */
export async function recoveryPage(
  app: AppContext,
  { sessionId, locale }: { sessionId: string | null; locale: string },
): Promise<RecoveryPage> {
  if (sessionId === null) return { kind: 'unknown' };
  try {
    return await withinDeadline(read(app, sessionId, locale), patienceMs);
  } catch (error) {
    app.log.warn({ error }, 'a recovery page goes without the store');
    return { kind: 'late' };
  }
}

async function read(app: AppContext, sessionId: string, locale: string): Promise<RecoveryPage> {
  const abandoned = await abandonedCheckout(app, sessionId);
  const { offer, variants, unitPrice } = await productPage(app, locale);
  const variant = abandoned && findVariant({ ...offer, variants }, abandoned.variant);
  if (!abandoned || !variant || abandoned.product_id !== offer.sku) return { kind: 'unknown' };
  const order = await orderInstead(app, abandoned);
  if (order) return { kind: 'bought', orderNo: order.order_no, variant: order.variant };
  if (variant.availability !== 'open')
    return { kind: 'gone', variant, others: variants.filter(({ availability }) => availability === 'open') };
  return {
    kind: 'open',
    variant,
    quantity: abandoned.quantity,
    price: times(unitPrice, abandoned.quantity),
    hasDiscount: abandoned.discount_code !== null,
  };
}
