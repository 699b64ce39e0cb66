import type { Records, TableName } from '#domain/changes.ts';
import { encode } from '#libs/store/encoding.ts';
import type { ListQuery } from '#libs/store/store.ts';
import { columnOf } from '#models/columns.ts';
import { compare } from './sorting.ts';

/**
 * Whether a record has every wanted value, and one of the wanted values where several are named. Throws TypeError at once
 * for a field the table does not have.
 */
export function matching<T extends TableName>(
  table: T,
  { where = {}, among = {} }: Pick<ListQuery<T>, 'where' | 'among'>,
): (record: Records[T]) => boolean {
  const tests = [everyValue(table, where), oneOf(table, among)];
  return (record) => tests.every((test) => test(record));
}

function everyValue<T extends TableName>(
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
