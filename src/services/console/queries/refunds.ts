import { demandRole, type Operator } from '#domain/operator.ts';
import type { RefundFilter } from '#domain/order-search.ts';
import type { RefundRecord } from '#domain/refund-record.ts';
import type { AppContext } from '#services/app-context.ts';
import { orderNumbers } from './order-numbers.ts';

export type RefundRow = RefundRecord & { readonly orderNo: string | null };
export type RefundPage = { readonly rows: readonly RefundRow[]; readonly next: string | null };

type RefundListing = {
  readonly filter: RefundFilter;
  readonly after?: string | null;
  readonly limit?: number;
};

const pageSize = 50;
const filePageSize = 500;

/** Refunds that were asked for, newest first. Throws NotAllowedError, and RangeError on a cursor that is not ours. */
export async function refunds(
  app: AppContext,
  operator: Operator,
  { filter: { status, from, until }, after = null, limit = pageSize }: RefundListing,
): Promise<RefundPage> {
  demandRole(operator, 'viewer');
  const { rows, next } = await app.store.list('refund_records', {
    where: status ? { status } : {},
    ...(from && { from }),
    ...(until && { until }),
    after,
    limit,
  });
  const numbers = await orderNumbers(app, rows);
  return { rows: rows.map((row) => ({ ...row, orderNo: numbers.get(row.order_id) ?? null })), next };
}

/** Every refund of a filter, page by page, for a file. */
export async function* everyRefund(
  app: AppContext,
  operator: Operator,
  filter: RefundFilter,
): AsyncGenerator<RefundRow> {
  let after: string | null = null;
  do {
    const page: RefundPage = await refunds(app, operator, { filter, after, limit: filePageSize });
    yield* page.rows;
    after = page.next;
  } while (after !== null);
}
