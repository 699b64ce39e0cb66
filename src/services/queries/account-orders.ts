import type { AccountOrder } from '#domain/account-order.ts';
import { money } from '#domain/money.ts';
import { type Catalog, findOffer, findVariant } from '#domain/offer.ts';
import type { Order } from '#domain/order.ts';
import type { Shopper } from '#domain/shopper.ts';
import type { AppContext } from '#services/app-context.ts';
import { withinDeadline } from '#services/within-deadline.ts';

export type AccountOrders = { readonly orders: readonly AccountOrder[]; readonly next: string | null };

const ordersPerPage = 20;
const patienceMs = 3_000;

/**
 * The orders of one shopper and of nobody else, newest first, from the cursor on; an unknown cursor begins at the start.
 * Null when the store does not answer in a moment.
 */
export async function accountOrders(
  app: AppContext,
  { uid }: Shopper,
  after: string | null,
): Promise<AccountOrders | null> {
  const page = (from: string | null) =>
    app.store.list('payment_orders', { where: { user_id: uid }, after: from, limit: ordersPerPage });
  const found = page(after).catch((error: unknown) => {
    if (error instanceof RangeError) return page(null);
    throw error;
  });
  try {
    const { rows, next } = await withinDeadline(found, patienceMs);
    return { orders: rows.map((order) => viewOf(app.catalog, order)), next };
  } catch (error) {
    app.log.warn({ error }, 'the account page goes without the store');
    return null;
  }
}

function viewOf(catalog: Catalog, order: Order): AccountOrder {
  const offer = findOffer(catalog, order.product_id) ?? catalog.offers[0];
  const variant = findVariant(offer, order.variant);
  return {
    orderNo: order.order_no,
    placedAt: order.created_at,
    status: order.status,
    variant: order.variant,
    variantName: variant?.name ?? { en: order.variant },
    thumb: (variant ?? offer.variants[0])?.images.thumb ?? '',
    quantity: order.quantity,
    amount: money(order.amount, order.currency),
    amountRefunded: money(order.amount_refunded, order.currency),
  };
}
