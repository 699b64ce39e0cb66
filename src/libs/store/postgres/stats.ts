import type { TableName } from '#domain/changes.ts';
import { durationSteps, emptySpread } from '#domain/duration-spread.ts';
import type { StatsQuery, StatsRow } from '#libs/store/store.ts';
import { columnOf } from '#models/columns.ts';
import type { Connections } from './connections.ts';
import { equalities } from './equalities.ts';
import { createPlaceholders, quoted } from './statements.ts';

export async function stats<T extends TableName>(
  connections: Connections,
  table: T,
  query: StatsQuery<T>,
): Promise<readonly StatsRow[]> {
  const { where, from, until, sum } = query;
  const placeholders = createPlaceholders();
  const { conditions, values } = equalities(table, where, placeholders);
  const moment = () => placeholders.next('timestamptz');
  conditions.push(`"created_at" >= ${moment()}`, `"created_at" < ${moment()}`);
  const keys = keysOf(table, query);
  const total = sum ? `coalesce(sum(${quoted(columnOf(table, sum).name)}), 0)` : '0';
  const split = keys.map(({ shown, name }) => `${shown} as "${name}"`);
  const found = await connections.run(
    `select ${[...split, 'count(*) as "count"', `${total}::bigint as "sum"`].join(', ')}
     from ${quoted(table)} where ${conditions.join(' and ')}${grouping(keys)}`,
    [...values, from.toISOString(), until.toISOString()],
  );
  return rowsOf(query, found);
}

/** One thing the records are split by: how the database groups it, how it is answered, and how it is put in sequence. */
type Key = { readonly name: string; readonly group: string; readonly shown: string; readonly order: string };

/** The time first, then the values in byte order, so that every database answers in the same sequence; columns of a spread last. */
function keysOf<T extends TableName>(table: T, { by, every, spread }: StatsQuery<T>): Key[] {
  const keys: Key[] = [];
  if (every) {
    const group = `date_trunc('${every}', "created_at", 'UTC')`;
    keys.push({ name: 'at', group, shown: `extract(epoch from ${group})::bigint`, order: group });
  }
  for (const [nth, name] of by.entries()) {
    const group = quoted(columnOf(table, name).name);
    const order = `${group} collate "C" nulls first`;
    keys.push({ name: `value_${nth}`, group, shown: `${group}::text`, order });
  }
  if (spread) {
    const group = `width_bucket(${quoted(columnOf(table, spread).name)}, array[${durationSteps.join(', ')}])`;
    keys.push({ name: 'column', group, shown: group, order: group });
  }
  return keys;
}

function grouping(keys: readonly Key[]): string {
  if (keys.length === 0) return ' having count(*) > 0';
  const list = (part: 'group' | 'order') => keys.map((key) => key[part]).join(', ');
  return ` group by ${list('group')} order by ${list('order')}`;
}

type Found = readonly Readonly<Record<string, unknown>>[];

/** Lines that differ in nothing but the column of the spread are one row; they follow one another. */
function rowsOf<T extends TableName>({ by, every, spread }: StatsQuery<T>, found: Found): StatsRow[] {
  const rows = new Map<string, { count: number; sum: number; spread: number[] } & StatsRow>();
  for (const line of found) {
    const values = by.map((_, nth) => line[`value_${nth}`] as string | null);
    const key = JSON.stringify([line.at, ...values]);
    const row = rows.get(key) ?? { values, count: 0, sum: 0, spread: emptySpread(), ...timeOf(line, every) };
    row.count += Number(line.count);
    row.sum += Number(line.sum);
    if (line.column !== null && line.column !== undefined)
      row.spread[Number(line.column)] = Number(line.count);
    rows.set(key, row);
  }
  if (spread) return [...rows.values()];
  return [...rows.values()].map(({ spread: _, ...row }) => row);
}

const timeOf = ({ at }: Readonly<Record<string, unknown>>, every: string | undefined) =>
  every ? { at: new Date(Number(at) * 1000) } : {};
