import type { Records, TableName } from '#domain/changes.ts';
import { cleanText, encode } from '#libs/store/encoding.ts';
import type { ListQuery } from '#libs/store/store.ts';
import { columnOf } from '#models/columns.ts';
import { compare } from './sorting.ts';

type Wanted<T extends TableName> = Omit<ListQuery<T>, 'after' | 'limit'>;

/** Whether a record is one that a list asks for. Throws TypeError at once for a field the table does not have. */
export function matching<T extends TableName>(
  table: T,
  { where = {}, among = {}, containing = {}, atLeast = {}, from, until }: Wanted<T>,
): (record: Records[T]) => boolean {
  const tests = [
    everyValue(table, where),
    oneOf(table, among),
    ...named(table, containing).map(([name, text]) => {
      const part = inLowerCase(text);
      return (record: Records[T]) => inLowerCase(record[name]).includes(part);
    }),
    ...named(table, atLeast).map(
      ([name, least]) =>
        (record: Records[T]) =>
          record[name] !== null && Number(record[name]) >= least,
    ),
    ({ created_at }: Records[T]) => !from || created_at >= from,
    ({ created_at }: Records[T]) => !until || created_at < until,
  ];
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

function named<T extends TableName, V>(
  table: T,
  wanted: { readonly [Field in keyof Records[T]]?: V },
): readonly [keyof Records[T], V][] {
  return Object.entries<V | undefined>(wanted).flatMap(([name, value]) =>
    value === undefined ? [] : [[columnOf(table, name).name as keyof Records[T], value] as const],
  );
}

/** Letters beyond ASCII keep their case, because databases do not agree about them. */
const inLowerCase = (text: unknown): string =>
  cleanText(String(text ?? '')).replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());

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
