import { addressOf, type Query } from '#components/console/ui/addresses.ts';
import { CsvLink } from '#components/console/ui/CsvLink.tsx';
import { type Column, DataTable, type Row } from '#components/console/ui/DataTable.tsx';
import { EmptyState } from '#components/console/ui/EmptyState.tsx';
import { MoneyText } from '#components/console/ui/MoneyText.tsx';
import { RelativeTime, type Times } from '#components/console/ui/RelativeTime.tsx';
import { Pager, Views } from '#components/console/ui/Views.tsx';
import { masked } from '#domain/masking.ts';
import { money } from '#domain/money.ts';
import type { Order } from '#domain/order.ts';
import { OrderFilters } from './OrderFilters.tsx';
import { attentionWords, colorWord, OrderMark } from './order-words.tsx';
import { orderPath, ordersPath, shipmentsPath } from './paths.ts';

type OrdersViewProps = {
  rows: readonly Order[];
  next: string | null;
  /** What stands in the address. */
  query: Query;
  /** Ids of the colours that can be filtered by. */
  colors: readonly string[];
  times: Times;
};

const columns: readonly Column[] = [
  { id: 'state', header: 'State' },
  { id: 'order', header: 'Order', isSubject: true, isMono: true },
  { id: 'color', header: 'Colour', leaves: ['narrow'] },
  { id: 'buyer', header: 'Shopper', leaves: ['phone', 'narrow'] },
  { id: 'country', header: 'Country', leaves: ['phone', 'narrow'] },
  { id: 'amount', header: 'Amount', isNumber: true, isMono: true },
  { id: 'placed', header: 'Placed', isNumber: true, leaves: ['phone'] },
];

/** Orders, newest first; every filter stands in the address. */
export function OrdersView({ rows, next, query, colors, times }: OrdersViewProps) {
  return (
    <>
      <OrderViews query={query} />
      <OrderFilters
        query={query}
        colors={colors}
        acts={<CsvLink path={`${ordersPath}/export`} query={{ ...query, after: null }} />}
      />
      {rows.length === 0 ? (
        <Nothing query={query} />
      ) : (
        <DataTable label="Orders" columns={columns} rows={rows.map((order) => rowOf(order, times))} />
      )}
      <Pager
        note="j k move, enter open"
        older={next === null ? null : addressOf(ordersPath, { ...query, after: next })}
        newest={query.after ? addressOf(ordersPath, { ...query, after: null }) : null}
      />
    </>
  );
}

function OrderViews({ query }: { query: Query }) {
  const saved: readonly [string, Query][] = [
    ['All', {}],
    ['Paid', { status: 'paid' }],
    ['Need attention', { attention: 'any' }],
    ['Disputed', { status: 'disputed' }],
    ['Refunded', { status: 'refunded' }],
  ];
  const isCurrent = (view: Query) =>
    (view.status ?? '') === (query.status ?? '') && (view.attention ?? '') === (query.attention ?? '');
  return (
    <Views
      views={[
        ...saved.map(([name, view]) => ({
          ...{ name, href: addressOf(ordersPath, view), count: null },
          isCurrent: isCurrent(view),
        })),
        { name: 'Goods to make and send', href: `${ordersPath}/goods`, count: null, isCurrent: false },
        { name: 'Tracking list', href: shipmentsPath, count: null, isCurrent: false },
      ]}
    />
  );
}

function rowOf(order: Order, times: Times): Row {
  const reason = order.needs_attention;
  return {
    id: order.order_no,
    href: orderPath(order.order_no),
    cells: {
      state: (
        <>
          <OrderMark order={order} />
          {reason === null ? null : <span className="mut"> {attentionWords[reason]}</span>}
        </>
      ),
      order: order.order_no,
      color: `${colorWord(order.variant)}${order.quantity > 1 ? ` × ${order.quantity}` : ''}`,
      buyer: order.email === null ? null : <span className="mask">{masked(order.email)}</span>,
      country: order.country,
      amount: <MoneyText money={money(order.amount, order.currency)} />,
      placed: <RelativeTime at={order.created_at} times={times} />,
    },
  };
}

function Nothing({ query }: { query: Query }) {
  const isFiltered = Object.values(query).some(Boolean);
  return isFiltered ? (
    <EmptyState sentence="No order fits this filter.">
      <a href={ordersPath}>Clear the filter</a>
    </EmptyState>
  ) : (
    <EmptyState
      sentence="No orders yet. Buy something in the shop, or let Stripe send a paid page:"
      command="npm run stripe:trigger -- checkout.session.completed --ours"
    />
  );
}
