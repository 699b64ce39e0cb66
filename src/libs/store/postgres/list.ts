import type { Records, TableName } from '#domain/changes.ts';
import { readCursor, writeCursor } from '#libs/store/cursor.ts';
import { cleanJson } from '#libs/store/encoding.ts';
import type { ListQuery, Page } from '#libs/store/store.ts';
import { columnOf } from '#models/columns.ts';
import type { Connections } from './connections.ts';
import { equalities } from './equalities.ts';
import { columnList, createPlaceholders, quoted, textsIn } from './statements.ts';

/** The moment of a row with all its digits, for the cursor: a Date would round it. */
const place = `to_char("created_at" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "place"`;

export async function list<T extends TableName>(
  connections: Connections,
  table: T,
  query: ListQuery<T>,
): Promise<Page<Records[T]>> {
  const behind = query.after == null ? null : readCursor(table, query.after);
  const placeholders = createPlaceholders();
  const { conditions, values } = equalities(table, query.where, placeholders);
  for (const [name, wanted] of Object.entries<readonly string[] | undefined>(query.among ?? {})) {
    if (wanted === undefined) continue;
    const column = columnOf(table, name);
    conditions.push(`${quoted(column.name)} = any(${textsIn(placeholders.next('json'))})`);
    values.push(cleanJson(wanted));
  }
  if (behind) {
    conditions.push(
      `("created_at", "id" collate "C") < (${placeholders.next('timestamptz')}, ${placeholders.next('text')})`,
    );
    values.push(behind.at, behind.id);
  }
  const found = await connections.run(
    `select ${columnList(table)}, ${place} from ${quoted(table)} where ${conditions.join(' and ')}
     order by "created_at" desc, "id" collate "C" desc limit ${placeholders.next('bigint')}`,
    [...values, String(query.limit + 1)],
  );
  const shown = found.slice(0, query.limit);
  const last = shown.at(-1);
  const more = found.length > shown.length && last;
  return {
    rows: shown.map(({ place: _, ...record }) => record as Records[T]),
    next: more ? writeCursor(table, { at: String(last.place), id: String(last.id) }) : null,
  };
}
