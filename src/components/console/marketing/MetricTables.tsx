import { DataTable } from '../ui/DataTable.tsx';

export type FailureReason = { readonly state: string; readonly reason: string; readonly count: number };

/** A property by its path, with its type. */
export type Property = { readonly path: string; readonly type: string };

/** Why events of a metric did not arrive, the most frequent reason first. */
export function Reasons({ reasons }: { reasons: readonly FailureReason[] }) {
  if (reasons.length === 0) return null;
  return (
    <DataTable
      label="Why events did not arrive"
      columns={[
        { id: 'state', header: 'State' },
        { id: 'reason', header: 'Why' },
        { id: 'count', header: 'Events', isNumber: true },
      ]}
      rows={reasons.map(({ state, reason, count }) => ({
        id: `${state} ${reason}`,
        href: null,
        cells: { state, reason, count },
      }))}
    />
  );
}

/** Klaviyo cannot look into objects and lists of them when it builds a segment. */
const isNested = (path: string, type: string): boolean => path.includes('.') || type.startsWith('object');

/** What an event of a metric carries. */
export function Properties({ properties }: { properties: readonly Property[] }) {
  return (
    <DataTable
      label="Properties"
      columns={[
        { id: 'path', header: 'Property', isMono: true },
        { id: 'type', header: 'Type' },
        { id: 'use', header: 'Good for' },
      ]}
      rows={properties.map(({ path, type }) => ({
        id: path,
        href: null,
        cells: {
          path,
          type,
          use: isNested(path, type) ? 'templates only' : 'segments, filters and templates',
        },
      }))}
    />
  );
}

export type MetricDay = {
  readonly day: Date;
  readonly owed: number;
  readonly sent: number;
  readonly waiting: number;
  readonly suppressed: number;
  readonly dead: number;
};

/** How many events there were day by day, in UTC. */
export function Days({ days }: { days: readonly MetricDay[] }) {
  if (days.length === 0) return null;
  return (
    <DataTable
      label="Volume by day"
      columns={[
        { id: 'day', header: 'Day, UTC', isMono: true },
        { id: 'owed', header: 'Owed', isNumber: true },
        { id: 'sent', header: 'Sent', isNumber: true },
        { id: 'waiting', header: 'Waiting', isNumber: true, leaves: ['phone'] },
        { id: 'suppressed', header: 'Suppressed', isNumber: true, leaves: ['phone'] },
        { id: 'dead', header: 'Dead', isNumber: true },
      ]}
      rows={days.map(({ day, ...counts }) => {
        const name = day.toISOString().slice(0, 10);
        return { id: name, href: null, cells: { day: name, ...counts } };
      })}
    />
  );
}
