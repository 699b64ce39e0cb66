import type { Order } from '#domain/order.ts';
import type { AppContext } from './app-context.ts';
import { flagDoublePayments } from './flag-double-payment.ts';
import { sweepWebhookLogs } from './sweep-webhook-logs.ts';

/** What new orders set off: events that waited for their payments are driven again, and double payments are flagged. */
export async function followBirths(app: AppContext, newborn: readonly Order[]): Promise<void> {
  const tradeNos = newborn.flatMap(({ trade_no }) => trade_no ?? []);
  if (tradeNos.length > 0) await sweepWebhookLogs(app, { tradeNos });
  await flagDoublePayments(app, newborn);
}
