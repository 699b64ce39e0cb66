import { RefundMark, refundReasonWords, refundWords } from '#components/console/orders/order-words.tsx';
import { orderPath } from '#components/console/orders/paths.ts';
import { addressOf, type Query } from '#components/console/ui/addresses.ts';
import { CsvLink } from '#components/console/ui/CsvLink.tsx';
import { type Column, DataTable, type Row } from '#components/console/ui/DataTable.tsx';
import { EmptyState } from '#components/console/ui/EmptyState.tsx';
import { MoneyText } from '#components/console/ui/MoneyText.tsx';
import { RelativeTime, type Times } from '#components/console/ui/RelativeTime.tsx';
import { Pager, Views } from '#components/console/ui/Views.tsx';
import { money } from '#domain/money.ts';
import { refundStatuses } from '#domain/payment-event.ts';
import type { RefundRecord } from '#domain/refund-record.ts';

const path = '/console/refunds';

type ListedRefund = RefundRecord & { readonly orderNo: string | null };
type RefundsViewProps = { rows: readonly ListedRefund[]; next: string | null; query: Query; times: Times };

const columns: readonly Column[] = [
  { id: 'state', header: 'State' },
  { id: 'order', header: 'Order', isSubject: true, isMono: true },
  { id: 'reason', header: 'Reason', leaves: ['phone'] },
  { id: 'by', header: 'Asked for by', leaves: ['phone', 'narrow'] },
  { id: 'reference', header: 'At the provider', isMono: true, leaves: ['phone', 'narrow'] },
  { id: 'amount', header: 'Amount', isNumber: true, isMono: true },
  { id: 'asked', header: 'Asked', isNumber: true, leaves: ['phone'] },
];

/** Every refund that was asked for, by us or in the provider's dashboard, newest first. */
export function RefundsView({ rows, next, query, times }: RefundsViewProps) {
  const views = [null, ...refundStatuses].map((status) => ({
    name: status === null ? 'All' : refundWords[status][1],
    href: addressOf(path, { ...query, status, after: null }),
    count: null,
    isCurrent: (query.status ?? null) === status,
  }));
  return (
    <>
      <Views views={views} />
      <search>
        <form className="filt" method="get" action={path}>
          {query.status ? <input type="hidden" name="status" value={query.status} /> : null}
          <input name="from" type="date" aria-label="Asked for from" defaultValue={query.from ?? ''} />
          <input name="until" type="date" aria-label="Asked for until" defaultValue={query.until ?? ''} />
          <button className="btn-c" type="submit">
            Filter
          </button>
          <CsvLink path={`${path}/export`} query={{ ...query, after: null }} />
        </form>
      </search>
      {rows.length === 0 ? (
        <EmptyState sentence="No refund fits this filter. One begins on the page of its order.">
          <a href={path}>Clear the filter</a>
        </EmptyState>
      ) : (
        <DataTable label="Refunds" columns={columns} rows={rows.map((row) => rowOf(row, times))} />
      )}
      <Pager
        older={next === null ? null : addressOf(path, { ...query, after: next })}
        newest={query.after ? addressOf(path, { ...query, after: null }) : null}
      />
    </>
  );
}

const rowOf = (refund: ListedRefund, times: Times): Row => ({
  id: refund.id,
  href: refund.orderNo === null ? null : orderPath(refund.orderNo),
  cells: {
    state: (
      <>
        <RefundMark status={refund.status} />
        {refund.failure_reason ? (
          <span className="mut"> {refund.failure_reason.replaceAll('_', ' ')}</span>
        ) : null}
      </>
    ),
    order: refund.orderNo ?? 'unknown order',
    reason: refundReasonWords[refund.refund_reason] ?? refund.refund_reason,
    by: refund.requested_by,
    reference: refund.provider_refund_id ?? <span className="mut">not yet</span>,
    amount: <MoneyText money={money(refund.refund_amount, refund.currency)} />,
    asked: <RelativeTime at={refund.created_at} times={times} />,
  },
});
