import type { Records, TableName } from '#domain/changes.ts';
import type { Place } from '#libs/store/cursor.ts';
import { microseconds, readCursor, writeCursor } from '#libs/store/cursor.ts';
import { matching } from '#libs/store/matching.ts';
import { byTimeThenId, compare } from '#libs/store/sorting.ts';
import type { ListQuery, Page } from '#libs/store/store.ts';
import type { MemoryTables } from './memory-commit.ts';

/** A page of one table, newest first. */
export function listInMemory<T extends TableName>(
  tables: MemoryTables,
  name: T,
  { after = null, limit, ...wanted }: ListQuery<T>,
): Page<Records[T]> {
  const behind = after === null ? null : readCursor(name, after);
  const isWanted = matching(name, wanted);
  const found = tables[name]
    .all()
    .map(({ record }) => record as Records[T])
    .filter((record) => isWanted(record) && (behind === null || isBehind(record, behind)))
    .sort((a, b) => byTimeThenId(b, a));
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const more = found.length > rows.length && last;
  return {
    rows,
    next: more ? writeCursor(name, { at: microseconds(last.created_at), id: last.id }) : null,
  };
}

const isBehind = (record: { readonly id: string; readonly created_at: Date }, { at, id }: Place): boolean =>
  (compare(microseconds(record.created_at), at) || compare(record.id, id)) < 0;
