import type { Records, TableName, Versioned } from '#domain/changes.ts';
import { cleanText, stored, storedRow } from '#libs/store/encoding.ts';
import type { UniqueKey } from '#models/columns.ts';
import { columnOf, shapeOf } from '#models/columns.ts';

/** What takes back the writes made so far, the last one first. */
export type Undo = (() => void)[];

/** The broken unique key, having changed nothing; null when the write went through. */
export type Broken = UniqueKey | null;

export type MemoryTable<T extends TableName> = {
  all(): Versioned<Records[T]>[];
  get(id: string): Versioned<Records[T]> | null;
  /** The record with this unique key; a null among the values finds nothing. */
  find(
    columns: readonly string[],
    values: readonly (string | null | undefined)[],
  ): Versioned<Records[T]> | null;
  insert(row: Records[T], undo: Undo): Broken;
  /** Changes a row known to be there. */
  change(id: string, set: Partial<Records[T]>, undo: Undo): Broken;
};

type Row = Readonly<Record<string, unknown>>;

/** One table: rows by id and an index per unique key. Rows are frozen copies, so readers can share them. */
export function createMemoryTable<T extends TableName>(name: T, nextVersion: () => string): MemoryTable<T> {
  type Kept = Versioned<Records[T]>;
  const { columns, uniqueKeys } = shapeOf(name);
  const rows = new Map<string, Kept>();
  const indexes = uniqueKeys.map((key) => ({ key, ids: new Map<string, string>() }));

  const keyValue = (record: Row, key: UniqueKey) => indexValue(key.columns.map((column) => record[column]));
  const brokenBy = (record: Row): Broken => {
    const taken = indexes.find(({ key, ids }) => {
      const value = keyValue(record, key);
      const owner = value === null ? undefined : ids.get(value);
      return owner !== undefined && owner !== record.id;
    });
    return taken?.key ?? null;
  };
  const put = (id: string, kept: Kept | undefined) => {
    const before = rows.get(id);
    for (const { key, ids } of indexes) {
      const [old, fresh] = [before, kept].map((entry) => (entry ? keyValue(entry.record as Row, key) : null));
      if (old != null) ids.delete(old);
      if (fresh != null) ids.set(fresh, id);
    }
    if (kept) rows.set(id, kept);
    else rows.delete(id);
  };
  const write = (record: Row, undo: Undo): Broken => {
    const broken = brokenBy(record);
    if (broken) return broken;
    const id = record.id as string;
    const before = rows.get(id);
    put(id, { record: Object.freeze(record) as Records[T], version: nextVersion() });
    undo.push(() => put(id, before));
    return null;
  };

  return {
    all: () => [...rows.values()],
    get: (id) => rows.get(cleanText(id)) ?? null,
    find: (names, values) => {
      const value = indexValue(values.map((part) => (typeof part === 'string' ? cleanText(part) : part)));
      const index = indexes.find(({ key }) => key.columns.join() === names.join());
      const id = value === null ? undefined : index?.ids.get(value);
      return id === undefined ? null : (rows.get(id) ?? null);
    },
    insert: (row, undo) => {
      const record = storedRow(columns, row);
      return rows.has(record.id as string) ? (uniqueKeys[0] ?? null) : write(record, undo);
    },
    change: (id, set, undo) => {
      const changed = Object.entries(set).map(([column, value]) => [
        column,
        stored(columnOf(name, column), value),
      ]);
      return write({ ...rows.get(cleanText(id))?.record, ...Object.fromEntries(changed) }, undo);
    },
  };
}

/** One text for all values of a key; stored text never holds NUL, so joining by it keeps different keys apart. */
const indexValue = (values: readonly unknown[]): string | null =>
  values.some((value) => value === null || value === undefined) ? null : values.join('\0');
