import { type Waiting, waitingOf } from '#domain/alerts/signs.ts';
import { owedBack } from '#domain/failed-refund.ts';
import { attentionReasons, type Order } from '#domain/order.ts';
import type { RefundRecord } from '#domain/refund-record.ts';
import type { AppContext } from './app-context.ts';
import { inGroups } from './in-groups.ts';

type Looking = Pick<AppContext, 'store'>;

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
  const pages = await Promise.all(
    inGroups(orders.map(({ id }) => id)).map((order_id) =>
      store.list('refund_records', { among: { order_id }, limit: mostRecords }),
    ),
  );
  return Map.groupBy(
    pages.flatMap(({ rows }) => rows),
    ({ order_id }) => order_id,
  );
}
