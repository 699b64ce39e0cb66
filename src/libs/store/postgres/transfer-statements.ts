import type { TableName } from '#domain/changes.ts';
import type { Column } from '#models/columns.ts';
import { shapeOf } from '#models/columns.ts';
import { quoted } from './statements.ts';

/** The words of an SQL text constant. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Moments with all their digits; what ISO 8601 cannot say is left as the database says it. */
function asText({ name, sqlType }: Column): string {
  const column = quoted(name);
  if (sqlType === 'text') return column;
  if (sqlType !== 'timestamp with time zone') return `${column}::text as ${column}`;
  return `case when ${column} between '0001-01-01Z' and '9999-12-31 23:59:59.999999Z'
    then to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') else ${column}::text end as ${column}`;
}

const selectRows = (table: TableName): string =>
  `select ${shapeOf(table).columns.map(asText).join(', ')} from ${quoted(table)}`;

/** In the sequence of the primary key's index, whatever the database's locale makes of it. */
export const firstPage = (table: TableName): string =>
  `${selectRows(table)} order by ${id(table)} limit $1::bigint`;
export const nextPage = (table: TableName): string =>
  `${selectRows(table)} where ${id(table)} > $2::text order by ${id(table)} limit $1::bigint`;

export const byId = (table: TableName): string =>
  `${selectRows(table)} where ${id(table)} = any(array(select json_array_elements_text($1::json)))`;

const id = (table: TableName): string => `${quoted(table)}."id"`;

/** Every transaction that may still be under way, and every later one, has this number or a higher one. */
export const currentMark = `select pg_snapshot_xmin(pg_current_snapshot())::text as "mark"`;

/** `xmin` is the transaction that wrote the row, counted modulo 2^32. */
export const changedIds = (table: TableName): string =>
  `select "id" from ${quoted(table)}
   where (xmin::text::bigint - $1::bigint % 4294967296 + 4294967296) % 4294967296 < 2147483648`;

/** One json parameter however many rows; rows that stand like this already are not written again. */
export function upsert(table: TableName): string {
  const { columns } = shapeOf(table);
  const each = (write: (column: Column, name: string) => string): string =>
    columns.map((column) => write(column, quoted(column.name))).join(', ');
  return `
insert into ${quoted(table)} as "old" (${each((_, name) => name)})
select ${each(({ sqlType }, name) => `${name}::${sqlType}`)}
from json_to_recordset($1::json) as "fresh" (${each((_, name) => `${name} text`)})
on conflict ("id") do update set ${each((_, name) => `${name} = excluded.${name}`)}
where (${each((_, name) => `"old".${name}`)}) is distinct from (${each((_, name) => `excluded.${name}`)})`;
}
