import type { TableName } from '#domain/changes.ts';
import type { StatsQuery, StatsRow } from '#libs/store/store.ts';
import { columnOf } from '#models/columns.ts';
import type { Connections } from './connections.ts';
import { equalities } from './equalities.ts';
import { createPlaceholders, quoted } from './statements.ts';

export async function stats<T extends TableName>(
  connections: Connections,
  table: T,
  { where, from, until, by, sum }: StatsQuery<T>,
): Promise<readonly StatsRow[]> {
  const placeholders = createPlaceholders();
  const { conditions, values } = equalities(table, where, placeholders);
  const moment = () => placeholders.next('timestamptz');
  conditions.push(`"created_at" >= ${moment()}`, `"created_at" < ${moment()}`);
  const fields = by.map((name) => quoted(columnOf(table, name).name));
  const split = fields.map((field, nth) => `${field}::text as "value_${nth}"`);
  const total = sum ? `coalesce(sum(${quoted(columnOf(table, sum).name)}), 0)` : '0';
  const found = await connections.run(
    `select ${[...split, 'count(*) as "count"', `${total}::bigint as "sum"`].join(', ')}
     from ${quoted(table)} where ${conditions.join(' and ')}${grouping(fields)}`,
    [...values, from.toISOString(), until.toISOString()],
  );
  return found.map((row) => ({
    values: by.map((_, nth) => row[`value_${nth}`] as string | null),
    count: Number(row.count),
    sum: Number(row.sum),
  }));
}

/** In byte order, so that every database answers in the same sequence. */
function grouping(fields: readonly string[]): string {
  if (fields.length === 0) return ' having count(*) > 0';
  const order = fields.map((field) => `${field} collate "C" nulls first`);
  return ` group by ${fields.join(', ')} order by ${order.join(', ')}`;
}
