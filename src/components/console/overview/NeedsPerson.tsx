import Link from 'next/link';
import { Block } from '#components/console/ui/Block.tsx';
import { DataTable } from '#components/console/ui/DataTable.tsx';
import { RelativeTime, type Times } from '#components/console/ui/RelativeTime.tsx';
import { StatusMark } from '#components/console/ui/StatusMark.tsx';
import type { Need } from '#domain/overview.ts';

const columns = [
  { id: 'state', header: 'State' },
  { id: 'what', header: 'What happened' },
  { id: 'since', header: 'Since', leaves: ['phone'] },
  { id: 'next', header: 'Next', isNumber: true },
] as const;

/** Everything that waits for somebody, each with the page that shows it. */
export function NeedsPerson({ needs, times }: { needs: readonly Need[]; times: Times }) {
  return (
    <div id="attention">
      <Block title="Needs a person">
        {needs.length === 0 ? (
          <p className="mut">Nothing does.</p>
        ) : (
          <NeedsTable needs={needs} times={times} />
        )}
      </Block>
    </div>
  );
}

const NeedsTable = ({ needs, times }: { needs: readonly Need[]; times: Times }) => (
  <DataTable
    label="Needs a person"
    columns={columns}
    rows={needs.map(({ id, title, sentence, since, href }) => ({
      id,
      href: null,
      cells: {
        state: (
          <StatusMark mark={id === 'dead_messages' ? 'dead' : id === 'late_refunds' ? 'wait' : 'bad'}>
            {title}
          </StatusMark>
        ),
        what: sentence,
        since: since ? <RelativeTime at={since} times={times} /> : '–',
        next: (
          <Link className="btn-c" href={href} prefetch={false}>
            Open
          </Link>
        ),
      },
    }))}
  />
);
