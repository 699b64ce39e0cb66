import type { ReactNode } from 'react';
import { addressOf, type Query } from '#components/console/ui/addresses.ts';
import { type Column, DataTable } from '#components/console/ui/DataTable.tsx';
import { EmptyState } from '#components/console/ui/EmptyState.tsx';
import { AbsoluteTime, RelativeTime, type Times } from '#components/console/ui/RelativeTime.tsx';
import { Pager } from '#components/console/ui/Views.tsx';
import type { WebhookLog } from '#domain/webhook-log.ts';
import { milliseconds, WebhookMark } from './webhook-words.tsx';

export type ListedWebhook = Pick<
  WebhookLog,
  'id' | 'event' | 'status' | 'error_code' | 'duration_ms' | 'received_at'
> & { readonly orderNo: string | null };

export type WebhookListProps = {
  rows: readonly ListedWebhook[];
  /** Where the list goes on; null at its end. */
  next: string | null;
  searchedBackTo: Date | null;
  /** What stands in the address. */
  query: Query;
  open: string | null;
  times: Times;
};

export const path = '/console/webhooks';

const columns: readonly Column[] = [
  { id: 'outcome', header: 'Outcome' },
  { id: 'event', header: 'Event', isSubject: true },
  { id: 'order', header: 'Order', isMono: true, leaves: ['phone'] },
  { id: 'took', header: 'Took', isNumber: true, isMono: true, leaves: ['narrow', 'panel'] },
  { id: 'when', header: 'When', isNumber: true },
];

/** Notifications, the latest first; the address keeps which one is open. */
export function WebhookList({ rows, next, searchedBackTo, query, open, times }: WebhookListProps) {
  const older = next === null ? null : addressOf(path, { ...query, after: next, open: null });
  const newest = query.after ? addressOf(path, { ...query, after: null, open: null }) : null;
  return (
    <>
      {rows.length === 0 ? <Nothing query={query} /> : null}
      {rows.length === 0 ? null : (
        <DataTable
          label="Webhooks"
          columns={columns}
          rows={rows.map((row) => ({
            id: row.id,
            href: addressOf(path, { ...query, open: row.id }),
            isOpen: row.id === open,
            cells: cellsOf(row, times),
          }))}
        />
      )}
      {searchedBackTo === null ? null : (
        <p className="say-more">
          Payloads were looked through back to <AbsoluteTime at={searchedBackTo} times={times} />.{' '}
          <a
            href={addressOf(path, { ...query, until: searchedBackTo.toISOString(), after: null, open: null })}
          >
            Search further back
          </a>
        </p>
      )}
      <Pager note="j k move, enter open, esc close" older={older} newest={newest} />
    </>
  );
}

const cellsOf = (row: ListedWebhook, times: Times): Record<string, ReactNode> => ({
  outcome: <WebhookMark row={row} />,
  event: row.event,
  order: row.orderNo ?? <span className="mut">none</span>,
  took: milliseconds(row.duration_ms),
  when: <RelativeTime at={row.received_at} times={times} />,
});

function Nothing({ query }: { query: Query }) {
  const isFiltered = Boolean(query.q || query.view || query.status || query.provider || query.event);
  return isFiltered ? (
    <EmptyState sentence="No webhook fits this filter.">
      <a href={addressOf(path, { since: query.since })}>Clear the filter</a>
    </EmptyState>
  ) : (
    <EmptyState
      sentence="No webhooks in this time. Let Stripe send one:"
      command="npm run stripe:trigger -- checkout.session.completed --ours"
    />
  );
}
