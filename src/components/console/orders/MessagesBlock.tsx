import { Block } from '#components/console/ui/Block.tsx';
import { type Column, DataTable } from '#components/console/ui/DataTable.tsx';
import type { OutboxKind, OutboxMessage } from '#domain/outbox.ts';
import { MessageMark } from './order-words.tsx';

/** `klaviyo.event` as `Klaviyo event`. */
const kindWord = (kind: OutboxKind): string =>
  `${kind.charAt(0).toUpperCase()}${kind.slice(1).replaceAll('.', ' ')}`;

const columns: readonly Column[] = [
  { id: 'state', header: 'State' },
  { id: 'message', header: 'Message' },
  { id: 'key', header: 'Dedupe key', isMono: true, leaves: ['phone', 'narrow'] },
  { id: 'tries', header: 'Tries', isNumber: true, isMono: true },
];

/** What the order promised to the outside, and how far that came. */
export function MessagesBlock({ messages }: { messages: readonly OutboxMessage[] }) {
  const rows = messages.map(({ id, status, kind, topic, dedupe_key, attempts, last_error }) => ({
    id,
    href: null,
    cells: {
      state: <MessageMark status={status} />,
      message: (
        <>
          {kindWord(kind)}
          {topic === null ? null : `, ${topic.replaceAll('-', ' ')}`}
          {last_error === null ? null : <span className="mut"> {last_error}</span>}
        </>
      ),
      key: dedupe_key,
      tries: attempts,
    },
  }));
  return (
    <Block title="Promises made to the outside">
      {rows.length === 0 ? (
        <p className="mut">None.</p>
      ) : (
        <DataTable label="Promises" columns={columns} rows={rows} />
      )}
    </Block>
  );
}
