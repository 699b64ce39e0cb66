import type { AppContext } from '#services/app-context.ts';

/** The numbers of the orders some records belong to, by the ids of the orders. */
export async function orderNumbers(
  { store }: Pick<AppContext, 'store'>,
  records: readonly { readonly order_id: string }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(records.map(({ order_id }) => order_id))];
  const found = ids.length === 0 ? [] : await store.get('payment_orders', ids);
  return new Map(found.map(({ record }) => [record.id, record.order_no]));
}
