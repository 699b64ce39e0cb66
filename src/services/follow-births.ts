import type { Order } from '#domain/order.ts';
import type { AppContext } from './app-context.ts';
import { flagDoublePayments } from './flag-double-payment.ts';
import { sweepWebhookLogs } from './sweep-webhook-logs.ts';

/** What orders set off that are new or newly paid: events that waited for their payments are driven again, and double payments are flagged. */
export async function followBirths(app: AppContext, orders: readonly Order[]): Promise<void> {
  const tradeNos = orders.flatMap(({ trade_no }) => trade_no ?? []);
  if (tradeNos.length > 0) await sweepWebhookLogs(app, { tradeNos });
  await flagDoublePayments(app, orders);
}
