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
  { where = {}, among = {}, after = null, limit }: ListQuery<T>,
): Page<Records[T]> {
  const behind = after === null ? null : readCursor(name, after);
  const isWanted = matching(name, where);
  const isAmong = oneOf(name, among);
  const found = tables[name]
    .all()
    .map(({ record }) => record as Records[T])
    .filter((record) => isWanted(record) && isAmong(record) && (behind === null || isBehind(record, behind)))
    .sort((a, b) => byTimeThenId(b, a));
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const more = found.length > rows.length && last;
  return {
    rows,
    next: more ? writeCursor(name, { at: microseconds(last.created_at), id: last.id }) : null,
  };
}

const isBehind = (record: Placed, { at, id }: Place): boolean =>
  (compare(microseconds(record.created_at), at) || compare(record.id, id)) < 0;

/** Whether a record has every wanted value; throws TypeError at once for a field the table does not have. */
function matching<T extends TableName>(
  table: T,
  where: Partial<Records[T]>,
): (record: Records[T]) => boolean {
  const wanted = Object.entries(where).filter(([, value]) => value !== undefined);
  const tests = wanted.map(([name, value]) => {
    const column = columnOf(table, name);
    const comparable = (given: unknown) =>
      encode(column, column.sqlType === 'jsonb' ? sortKeys(given) : given);
    const expected = comparable(value);
    return (record: Records[T]) => comparable(record[name as keyof Records[T]]) === expected;
  });
  return (record) => tests.every((test) => test(record));
}

/** Whether a record has one of the wanted values in every named field; throws like `matching`. */
function oneOf<T extends TableName>(
  table: T,
  among: NonNullable<ListQuery<T>['among']>,
): (record: Records[T]) => boolean {
  const wanted = Object.entries(among as Readonly<Record<string, readonly string[] | undefined>>);
  const tests = wanted.flatMap(([name, values]) => {
    if (values === undefined) return [];
    const column = columnOf(table, name);
    const expected = new Set(values.map((value) => encode(column, value)));
    return [(record: Records[T]) => expected.has(encode(column, record[name as keyof Records[T]]))];
  });
  return (record) => tests.every((test) => test(record));
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
