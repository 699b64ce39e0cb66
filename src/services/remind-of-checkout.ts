import { boughtMeanwhile, purchasesSince } from '#domain/abandoned-checkout.ts';
import type { Order } from '#domain/order.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { AppContext } from './app-context.ts';

/** Orders looked at per buyer, the newest ones. */
const ordersPerBuyer = 50;

/** Why a reminder is not to be sent any more; null for every message that is none, and while nothing speaks against it. */
export async function whyNotToRemind(app: AppContext, message: OutboxMessage): Promise<string | null> {
  if (message.topic !== 'Checkout Abandoned' || message.order_id === null) return null;
  const [order] = await app.store.get('payment_orders', [message.order_id]);
  if (!order) return null;
  const purchases = purchasesSince(order.record, await ordersOfBuyer(app, order.record));
  return purchases.length === 0
    ? null
    : `Purchased meanwhile: ${purchases.map(({ order_no }) => order_no).join(', ')}.`;
}

/** The order that somebody who takes up an abandoned checkout has paid already; null while there is none. */
export const purchaseInstead = async (app: AppContext, abandoned: Order): Promise<Order | null> =>
  boughtMeanwhile(abandoned, await ordersOfBuyer(app, abandoned));

/** What the same address ordered. */
async function ordersOfBuyer({ store }: AppContext, { email }: Order): Promise<readonly Order[]> {
  if (email === null) return [];
  return (await store.list('payment_orders', { where: { email }, limit: ordersPerBuyer })).rows;
}
