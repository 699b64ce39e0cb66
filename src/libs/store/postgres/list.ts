import type { Records, TableName } from '#domain/changes.ts';
import { writeCursor } from '#libs/store/cursor.ts';
import type { ListQuery, Page } from '#libs/store/store.ts';
import { shapeOf } from '#models/columns.ts';
import type { Connections } from './connections.ts';
import { listConditions } from './list-conditions.ts';
import { createPlaceholders, namesIn, quoted } from './statements.ts';

/** The moment of a row with all its digits, for the cursor: a Date would round it. */
const place = `to_char("created_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "place"`;

type Wanted<T extends TableName> = { readonly fields?: readonly string[]; readonly query: ListQuery<T> };

/** A page of one table, newest first, with the fields that are named or every one. */
export async function list<T extends TableName>(
  connections: Connections,
  table: T,
  { fields = shapeOf(table).columns.map(({ name }) => name), query }: Wanted<T>,
): Promise<Page<Records[T]>> {
  const placeholders = createPlaceholders();
  const { conditions, values } = listConditions(table, query, placeholders);
  const found = await connections.run(
    `select ${namesIn(fields)}, "id" as "last_id", ${place} from ${quoted(table)} where ${conditions.join(' and ')}
     order by "created_at" desc, "id" collate "C" desc limit ${placeholders.next('bigint')}`,
    [...values, String(query.limit + 1)],
  );
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  const more = found.length > shown.length && last;
  return {
    rows: shown.map(({ place: _, last_id: __, ...record }) => record as Records[T]),
    next: more ? writeCursor(table, { at: String(last.place), id: String(last.last_id) }) : null,
  };
}
