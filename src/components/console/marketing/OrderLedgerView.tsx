import type { DeliveryState } from '#domain/delivery.ts';
import type { OutboxKind } from '#domain/outbox.ts';
import { messageName, stateMarks } from '../deliveries/delivery-words.ts';
import { addressOf } from '../ui/addresses.ts';
import { Block } from '../ui/Block.tsx';
import { DataTable, type Row } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Facts } from '../ui/Facts.tsx';
import { RelativeTime, type Times } from '../ui/RelativeTime.tsx';
import { StatusMark } from '../ui/StatusMark.tsx';
import { type OrderSummary, SeveralOrders, summaryOf } from './OrderSummary.tsx';

type Message = {
  readonly id: string;
  readonly state: DeliveryState;
  readonly kind: OutboxKind;
  readonly topic: string | null;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
};

export type OrderLedger =
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly orders: readonly OrderSummary[] }
  | {
      readonly kind: 'one';
      readonly order: OrderSummary;
      readonly lines: readonly {
        readonly metric: string;
        readonly audience: string;
        readonly messages: readonly Message[];
        readonly whyNot: string | null;
      }[];
      readonly others: readonly Message[];
    };

/** Did this order reach the flow, and if not, why; what exactly was sent is one press further. */
export function OrderLedgerView({ ledger, times }: { ledger: OrderLedger; times: Times }) {
  if (ledger.kind === 'none')
    return (
      <EmptyState sentence="No order has this number, or this address exactly as the buyer typed it.">
        <a className="btn-c" href="/console/marketing">
          Back to the metrics
        </a>
      </EmptyState>
    );
  if (ledger.kind === 'several') return <SeveralOrders orders={ledger.orders} times={times} />;
  const { order, lines, others } = ledger;
  return (
    <>
      <Block title={order.orderNo}>
        <Facts facts={summaryOf(order, times)} />
      </Block>
      <Block title="Did it reach Klaviyo?">
        <DataTable
          label="Events of this order"
          columns={ledgerColumns}
          rows={lines.flatMap((line) => rowsOf(line, order.orderNo, times))}
        />
      </Block>
      {others.length === 0 ? null : (
        <Block title="What else was sent">
          <DataTable
            label="Other messages of this order"
            columns={ledgerColumns.filter(({ id }) => id !== 'audience')}
            rows={others.map((message) => ({
              ...linkOf(message, order.orderNo),
              cells: { metric: messageName(message), ...cellsOf(message, times) },
            }))}
          />
        </Block>
      )}
    </>
  );
}

const ledgerColumns = [
  { id: 'metric', header: 'Metric', isSubject: true },
  { id: 'state', header: 'State' },
  { id: 'what', header: 'When, or why not' },
  { id: 'audience', header: 'Audience', leaves: ['phone', 'narrow'] },
] as const;

const notOwed = <StatusMark mark="skip">Not owed</StatusMark>;

type Line = Extract<OrderLedger, { kind: 'one' }>['lines'][number];

/** A row for every event of a metric, or one that says why there is none. */
function rowsOf({ metric, audience, messages, whyNot }: Line, orderNo: string, times: Times): Row[] {
  if (messages.length === 0)
    return [{ id: metric, href: null, cells: { metric, audience, state: notOwed, what: whyNot } }];
  return messages.map((message) => ({
    ...linkOf(message, orderNo),
    cells: { metric, audience, ...cellsOf(message, times) },
  }));
}

const linkOf = ({ id }: Message, orderNo: string) => ({
  id,
  href: addressOf('/console/deliveries', { q: orderNo, open: id }),
});

function cellsOf({ state, reason, sentAt, createdAt }: Message, times: Times) {
  const { mark, word } = stateMarks[state];
  return {
    state: <StatusMark mark={mark}>{word}</StatusMark>,
    what:
      reason ??
      (sentAt ? (
        <>
          Accepted <RelativeTime at={sentAt} times={times} /> ago
        </>
      ) : (
        <>
          Owed <RelativeTime at={createdAt} times={times} /> ago
        </>
      )),
  };
}
