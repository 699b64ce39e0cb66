import type { Records, TableName } from '#domain/changes.ts';
import { columnOfDuration, emptySpread } from '#domain/duration-spread.ts';
import { matching } from './matching.ts';
import { compare } from './sorting.ts';
import type { StatsQuery, StatsRow } from './store.ts';

type Group = { at: Date | null; values: (string | null)[]; count: number; sum: number; spread: number[] };

/** Counts records one by one, for stores whose database cannot group; `add` takes those of the window and may get others. */
export function tally<T extends TableName>(
  table: T,
  { where, from, until, by, sum, every, spread }: StatsQuery<T>,
): { add(record: Records[T]): void; rows(): readonly StatsRow[] } {
  const isWanted = matching(table, where ? { where } : {});
  const groups = new Map<string, Group>();
  return {
    add(record) {
      if (record.created_at < from || record.created_at >= until || !isWanted(record)) return;
      const at = every ? beginOf(record.created_at, every) : null;
      const values = by.map((field) => (record[field] ?? null) as string | null);
      const key = JSON.stringify([at, ...values]);
      const group = groups.get(key) ?? { at, values, count: 0, sum: 0, spread: emptySpread() };
      group.count += 1;
      group.sum += sum ? Number(record[sum] ?? 0) : 0;
      const duration = spread && record[spread];
      if (typeof duration === 'number') addTo(group.spread, columnOfDuration(duration));
      groups.set(key, group);
    },
    rows: () =>
      [...groups.values()]
        .sort(byTimeThenValues)
        .map(({ at, values, count, sum: total, spread: columns }) => ({
          ...(at ? { at } : {}),
          ...{ values, count, sum: total },
          ...(spread ? { spread: columns } : {}),
        })),
  };
}

const addTo = (spread: number[], column: number): void => {
  spread[column] = (spread[column] ?? 0) + 1;
};

/** The first moment of the hour or day, in UTC. */
function beginOf(moment: Date, every: 'hour' | 'day'): Date {
  const begin = new Date(moment);
  if (every === 'day') begin.setUTCHours(0, 0, 0, 0);
  else begin.setUTCMinutes(0, 0, 0);
  return begin;
}

const byTimeThenValues = (a: Group, b: Group): number =>
  Number(a.at) - Number(b.at) || compareValues(a.values, b.values);

/** By the bytes of the values, null before any text. */
function compareValues(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  for (const [nth, value] of a.entries()) {
    const other = b[nth] ?? null;
    if (value !== other) return value === null ? -1 : other === null ? 1 : compare(value, other);
  }
  return 0;
}
