import { times } from '#domain/money.ts';
import { findVariant } from '#domain/offer.ts';
import type { RecoveryPage } from '#domain/recovery-page.ts';
import type { AppContext } from '#services/app-context.ts';
import { abandonedCheckout, orderInstead } from '#services/recover-checkout.ts';
import { withinDeadline } from '#services/within-deadline.ts';
import { productPage } from './product-page.ts';

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
