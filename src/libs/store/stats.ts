import type { Records, TableName } from '#domain/changes.ts';
import { matching } from './matching.ts';
import { compare } from './sorting.ts';
import type { StatsQuery, StatsRow } from './store.ts';

/** Counts records one by one, for stores whose database cannot group; `add` takes those of the window and may get others. */
export function tally<T extends TableName>(
  table: T,
  { where, from, until, by, sum }: StatsQuery<T>,
): { add(record: Records[T]): void; rows(): readonly StatsRow[] } {
  const isWanted = matching(table, where ? { where } : {});
  const groups = new Map<string, { values: (string | null)[]; count: number; sum: number }>();
  return {
    add(record) {
      if (record.created_at < from || record.created_at >= until || !isWanted(record)) return;
      const values = by.map((field) => (record[field] ?? null) as string | null);
      const key = JSON.stringify(values);
      const group = groups.get(key) ?? { values, count: 0, sum: 0 };
      group.count += 1;
      group.sum += sum ? Number(record[sum] ?? 0) : 0;
      groups.set(key, group);
    },
    rows: () => [...groups.values()].sort((a, b) => compareValues(a.values, b.values)),
  };
}

/** By the bytes of the values, null before any text. */
function compareValues(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  for (const [nth, value] of a.entries()) {
    const other = b[nth] ?? null;
    if (value !== other) return value === null ? -1 : other === null ? 1 : compare(value, other);
  }
  return 0;
}
