import { addressOf, type Query } from '#components/console/ui/addresses.ts';
import { Block } from '#components/console/ui/Block.tsx';
import { type Answer, ConfirmForm } from '#components/console/ui/ConfirmForm.tsx';
import { type Column, DataTable, type Row } from '#components/console/ui/DataTable.tsx';
import { JsonTree } from '#components/console/ui/JsonTree.tsx';
import { RelativeTime, type Times } from '#components/console/ui/RelativeTime.tsx';
import { StatusMark } from '#components/console/ui/StatusMark.tsx';
import { type Moment, Timeline } from '#components/console/ui/Timeline.tsx';
import type { ActivityLog } from '#domain/activity.ts';
import type { Order } from '#domain/order.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { WebhookAttempt } from '#domain/webhook-log.ts';
import { path } from './WebhookList.tsx';
import { markOf, milliseconds } from './webhook-words.tsx';

/** Every time it was driven, and what people did about it, as one story. */
export function WebhookStory({
  tries,
  acts,
  times,
}: {
  tries: readonly WebhookAttempt[];
  acts: readonly ActivityLog[];
  times: Times;
}) {
  const moments: Moment[] = [
    ...tries.map((attempt, nth) => ({
      id: `try ${nth}`,
      at: new Date(attempt.at),
      mark: markOf(attempt),
      what: attempt.result,
      figure: milliseconds(attempt.duration_ms),
      detail: attempt.error_code,
    })),
    ...acts.map((line) => ({
      id: line.id,
      at: line.created_at,
      mark: 'changed' as const,
      what: toldOf(line),
    })),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return (
    <Block title="Attempts">
      <Timeline moments={moments} times={times} />
    </Block>
  );
}

/** Who did something about it, and what. */
export const toldOf = ({ actor, message }: ActivityLog): string =>
  `${actor.replace('operator:', '')}: ${message}`;

type LinkedRecordsProps = {
  order: Pick<Order, 'id' | 'order_no' | 'status' | 'created_at'> | null;
  messages: readonly Pick<OutboxMessage, 'id' | 'kind' | 'topic' | 'status' | 'created_at'>[];
  times: Times;
};

const columns: readonly Column[] = [
  { id: 'record', header: 'Record', isSubject: true },
  { id: 'state', header: 'State' },
  { id: 'since', header: 'Since', isNumber: true },
];

/** What came of it: the order, and the messages it owed. */
export function LinkedRecords({ order, messages, times }: LinkedRecordsProps) {
  const rows: Row[] = [
    ...(order === null
      ? []
      : [
          {
            id: order.id,
            href: addressOf('/console/orders', { open: order.id }),
            cells: {
              record: `Order ${order.order_no}`,
              state: order.status.replaceAll('_', ' '),
              since: <RelativeTime at={order.created_at} times={times} />,
            },
          },
        ]),
    ...messages.map(({ id, kind, topic, status, created_at }) => ({
      id,
      href: addressOf('/console/deliveries', { open: id }),
      cells: { record: topic ?? kind, state: status, since: <RelativeTime at={created_at} times={times} /> },
    })),
  ];
  return (
    <Block title="Linked records">
      {rows.length === 0 ? (
        <StatusMark mark="skip">No order and no message</StatusMark>
      ) : (
        <DataTable label="Linked records" columns={columns} rows={rows} />
      )}
    </Block>
  );
}

type PayloadProps = {
  id: string;
  payload: unknown;
  isMasked: boolean;
  mayReveal: boolean;
  reveal: (previous: Answer | null, form: FormData) => Promise<Answer>;
  query: Query;
};

/** The body as it came, as a tree that can be searched. */
export function Payload({ id, payload, isMasked, mayReveal, reveal, query }: PayloadProps) {
  const find = query.find ?? '';
  const kept = Object.entries(query).filter(([name, value]) => name !== 'find' && value);
  return (
    <Block
      title="Payload"
      aside={
        <form method="get" action={path}>
          {kept.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value ?? ''} />
          ))}
          <input type="hidden" name="open" value={id} />
          <input
            className="inp"
            type="search"
            name="find"
            aria-label="Search in payload"
            placeholder="Search in payload"
            defaultValue={find}
          />
        </form>
      }
    >
      <JsonTree
        name="event"
        value={payload as Parameters<typeof JsonTree>[0]['value']}
        search={find}
        depth={3}
      />
      {isMasked && mayReveal ? (
        <ConfirmForm
          action={reveal}
          verb="Reveal personal data"
          pending="Revealing"
          reason="none"
          note="Logged with your name, for ten minutes."
        >
          <input type="hidden" name="id" value={id} />
        </ConfirmForm>
      ) : null}
    </Block>
  );
}
