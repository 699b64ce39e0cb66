import type { Records, TableName } from '#domain/changes.ts';
import type { Place } from '#libs/store/cursor.ts';
import { microseconds, readCursor, writeCursor } from '#libs/store/cursor.ts';
import { encode } from '#libs/store/encoding.ts';
import type { ListQuery, Page } from '#libs/store/store.ts';
import { columnOf } from '#models/columns.ts';
import type { MemoryTables } from './memory-commit.ts';

type Placed = { readonly id: string; readonly created_at: Date };
export const compare = <V>(a: V, b: V): number => (a < b ? -1 : a > b ? 1 : 0);
export const byTimeThenId = (a: Placed, b: Placed): number =>
  compare(a.created_at.getTime(), b.created_at.getTime()) || compare(a.id, b.id);

/** A page of one table, newest first. */
export function listInMemory<T extends TableName>(
  tables: MemoryTables,
  name: T,
  { where = {}, after = null, limit }: ListQuery<T>,
): Page<Records[T]> {
  const behind = after === null ? null : readCursor(name, after);
  const matching = tables[name]
    .all()
    .map(({ record }) => record as Records[T])
    .filter((record) => matches(name, record, where) && (behind === null || isBehind(record, behind)))
    .sort((a, b) => byTimeThenId(b, a));
  const rows = matching.slice(0, limit);
  const last = rows.at(-1);
  const more = matching.length > rows.length && last;
  return {
    rows,
    next: more ? writeCursor(name, { at: microseconds(last.created_at), id: last.id }) : null,
  };
}

const isBehind = (record: Placed, { at, id }: Place): boolean =>
  (compare(microseconds(record.created_at), at) || compare(record.id, id)) < 0;

function matches<T extends TableName>(table: T, record: Records[T], where: Partial<Records[T]>): boolean {
  return Object.entries(where).every(([name, wanted]) => {
    if (wanted === undefined) return true;
    const column = columnOf(table, name);
    const comparable = (value: unknown) =>
      encode(column, column.sqlType === 'jsonb' ? sortKeys(value) : value);
    return comparable(record[name as keyof Records[T]]) === comparable(wanted);
  });
}

/** A jsonb column compares objects whatever the sequence of their keys. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => compare(a, b))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}
