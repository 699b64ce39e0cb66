import { type Waiting, waitingOf } from '#domain/alerts/signs.ts';
import { owedBack } from '#domain/failed-refund.ts';
import { attentionReasons, type Order } from '#domain/order.ts';
import type { RefundRecord } from '#domain/refund-record.ts';
import type { AppContext } from './app-context.ts';

type Looking = Pick<AppContext, 'store'>;

/** Firestore compares with so many values at once and walks the table for more. */
const ordersPerQuestion = 30;
const mostRecords = 300;

/**
 * The orders whose buyers are owed money that did not go back, whatever else they are looked at for; among the newest `most`
 * that need a person.
 */
export async function owedRefunds({ store }: Looking, most: number): Promise<Waiting> {
  const flagged = await store.list('payment_orders', {
    among: { needs_attention: attentionReasons },
    limit: most,
  });
  const records = await refundsOfAll({ store }, flagged.rows);
  const rows = flagged.rows.filter((order) => owedBack(order, records.get(order.id) ?? []) > 0);
  return waitingOf({ rows, next: flagged.next }, (order) => order.order_no);
}

async function refundsOfAll(
  { store }: Looking,
  orders: readonly Order[],
): Promise<ReadonlyMap<string, readonly RefundRecord[]>> {
  const ids = orders.map(({ id }) => id);
  const questions = Array.from({ length: Math.ceil(ids.length / ordersPerQuestion) }, (_, nth) =>
    ids.slice(nth * ordersPerQuestion, (nth + 1) * ordersPerQuestion),
  );
  const pages = await Promise.all(
    questions.map((order_id) => store.list('refund_records', { among: { order_id }, limit: mostRecords })),
  );
  return Map.groupBy(
    pages.flatMap(({ rows }) => rows),
    ({ order_id }) => order_id,
  );
}
