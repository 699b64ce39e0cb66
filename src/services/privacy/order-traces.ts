import type { ActivityLog } from '#domain/activity.ts';
import type { Transaction } from '#domain/order.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { Preorder } from '#domain/preorder.ts';
import type { RefundRecord } from '#domain/refund-record.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';
import type { AppContext } from '#services/app-context.ts';
import { listAll } from './look-through.ts';

/** Everything that hangs on one order. */
export type OrderTraces = {
  readonly preorder: Preorder | null;
  readonly transactions: readonly Transaction[];
  readonly refunds: readonly RefundRecord[];
  readonly messages: readonly OutboxMessage[];
  readonly events: readonly WebhookLog[];
  readonly lines: readonly ActivityLog[];
};

export async function tracesOf(app: AppContext, orderId: string): Promise<OrderTraces> {
  const where = { order_id: orderId };
  const [preorders, transactions, refunds, messages, events] = await Promise.all([
    listAll(app, 'preorders', { where }),
    listAll(app, 'payment_transactions', { where }),
    listAll(app, 'refund_records', { where }),
    listAll(app, 'outbox', { where }),
    listAll(app, 'webhook_logs', { where }),
  ]);
  const subjects = [orderId, ...[preorders, messages, events].flatMap((rows) => rows.map(({ id }) => id))];
  const lines = await linesAbout(app, subjects);
  return { preorder: preorders[0] ?? null, transactions, refunds, messages, events, lines };
}

/** Stores look for a few values at a time. */
const subjectsAtOnce = 10;

/** The history of these records. */
async function linesAbout(app: AppContext, subjects: readonly string[]): Promise<readonly ActivityLog[]> {
  const lines: ActivityLog[] = [];
  for (let from = 0; from < subjects.length; from += subjectsAtOnce) {
    const among = { subject_id: subjects.slice(from, from + subjectsAtOnce) };
    lines.push(...(await listAll(app, 'activity_logs', { among })));
  }
  return lines;
}
