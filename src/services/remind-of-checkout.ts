import { boughtMeanwhile } from '#domain/abandoned-checkout.ts';
import type { Order } from '#domain/order.ts';
import type { AppContext } from './app-context.ts';
import { ordersOfBuyer } from './look-before-sending.ts';

/** The order that somebody who takes up an abandoned checkout has paid already; null while there is none. */
export const purchaseInstead = async (app: AppContext, abandoned: Order): Promise<Order | null> =>
  boughtMeanwhile(abandoned, await ordersOfBuyer(app, abandoned.email));
