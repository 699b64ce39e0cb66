import type { DeliveryState } from '#domain/delivery.ts';
import type { OutboxKind } from '#domain/outbox.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { RelativeTime, type Times } from '../ui/RelativeTime.tsx';
import { StatusMark } from '../ui/StatusMark.tsx';
import { messageName, stateMarks } from './delivery-words.ts';

export type ListedDelivery = {
  readonly id: string;
  readonly state: DeliveryState;
  readonly kind: OutboxKind;
  readonly topic: string | null;
  readonly orderNo: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly createdAt: Date;
};

type DeliveryTableProps = {
  rows: readonly ListedDelivery[];
  times: Times;
  /** The message that is open beside the list. */
  open: string | null;
  hrefOf: (id: string) => string;
};

/** Messages, newest first. */
export function DeliveryTable({ rows, times, open, hrefOf }: DeliveryTableProps) {
  return (
    <DataTable
      label="Messages"
      columns={[
        { id: 'state', header: 'State' },
        { id: 'message', header: 'Message', isSubject: true },
        { id: 'order', header: 'Order', isMono: true, leaves: ['phone'] },
        { id: 'tries', header: 'Tries', isNumber: true, leaves: ['phone', 'narrow'] },
        { id: 'next', header: 'Next try', isNumber: true, leaves: ['phone', 'narrow', 'panel'] },
        { id: 'created', header: 'Created', isNumber: true },
      ]}
      rows={rows.map((row) => ({
        id: row.id,
        href: hrefOf(row.id),
        isOpen: row.id === open,
        cells: {
          state: <StatusMark mark={stateMarks[row.state].mark}>{stateMarks[row.state].word}</StatusMark>,
          message: messageName(row),
          order: row.orderNo ?? <span className="mut">none</span>,
          tries: row.attempts,
          next: row.nextAttemptAt && <RelativeTime at={row.nextAttemptAt} times={times} />,
          created: <RelativeTime at={row.createdAt} times={times} />,
        },
      }))}
    />
  );
}
