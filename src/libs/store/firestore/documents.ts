import { createHash } from 'node:crypto';
import type { Records, TableName } from '#domain/changes.ts';
import type { UniqueKey } from '#models/columns.ts';
import { shapeOf } from '#models/columns.ts';
import { decodeField, encodeField, type Fields, fitDocument, type Row } from './fields.ts';
import { dueAt, expiresAt, waitsFor } from './queue-fields.ts';

/** Where a unique value is kept: the document itself, or a document that claims the value for it. */
export type Place = { readonly path: string; readonly key: UniqueKey };

export const claims = 'claims';

/**
 * A document id can be only one unique key. It is the record's id, except where everybody asks by another key:
 * an event by its provider's id, a preorder by its order.
 */
const namedBy: Partial<Record<TableName, string>> = {
  webhook_logs: 'provider,event_id',
  preorders: 'order_id',
};

/** How many ranges of an ordered index the writes of one moment are spread over: https://firebase.google.com/docs/firestore/solutions/shard-timestamp */
const shardCount = 3;
export const shards: readonly number[] = Array.from({ length: shardCount }, (_, shard) => shard);

const hashOf = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex');

const isReadable = (name: string): boolean => /^[\w.:-]{1,200}$/.test(name);

/** Begins with a hash, so that ids that begin with a time do not all land in the same place; readable where it may be. */
function documentName(parts: readonly string[]): string {
  const [hash, name] = [hashOf(parts), parts.join(':')];
  return isReadable(name) ? `${hash.slice(0, 12)}-${name}` : hash;
}

const names = (key: UniqueKey): string => key.columns.join();
const isNaming = (table: TableName, key: UniqueKey): boolean => names(key) === (namedBy[table] ?? 'id');

/** Where the values of a key are kept, or null when one of them is null: such a record takes nothing. */
export function placeOf(table: TableName, key: UniqueKey, values: readonly unknown[]): Place | null {
  const parts: string[] = [];
  for (const value of values) {
    if (value === null || value === undefined) return null;
    parts.push(String(value));
  }
  const path = isNaming(table, key)
    ? `${table}/${documentName(parts)}`
    : `${claims}/${table}:${key.columns.join('+')}:${hashOf(parts)}`;
  return { path, key };
}

/** The key with these columns; throws TypeError for columns that are no key. */
export function keyOf(table: TableName, columns: readonly string[]): UniqueKey {
  const key = shapeOf(table).uniqueKeys.find((candidate) => names(candidate) === columns.join());
  if (!key) throw new TypeError(`${columns.join()} is no unique key of ${table}`);
  return key;
}

/** Every place a record takes, in the sequence of the table's keys; the values must be cleaned already. */
export const placesOf = (table: TableName, record: Row): Place[] =>
  shapeOf(table).uniqueKeys.flatMap(
    (key) =>
      placeOf(
        table,
        key,
        key.columns.map((column) => record[column]),
      ) ?? [],
  );

/** The path of a record's own document. */
export function documentPath(table: TableName, record: Row): string {
  const own = placesOf(table, record).find(({ key }) => isNaming(table, key));
  if (!own) throw new TypeError(`A record of ${table} without ${namedBy[table] ?? 'id'} has no document`);
  return own.path;
}

/** The whole document of a record; `commit` marks which commit wrote it. */
export function documentOf(table: TableName, record: Row, commit: string): Fields {
  const fields: Fields = {};
  for (const column of shapeOf(table).columns) fields[column.name] = encodeField(column, record[column.name]);
  return fitDocument({ ...fields, ...derivedFields(table, record), _commit: commit });
}

/** What this store keeps about a record beside it: its shard, and where it stands in a queue. */
const derivedFields = (table: TableName, record: Row): Fields => ({
  _shard: Number.parseInt(hashOf([String(record.id)]).slice(0, 8), 16) % shardCount,
  _due_at: dueAt(table, record),
  _waits_for: waitsFor(table, record),
  _expires_at: expiresAt(table, record),
});

/** What an update writes: the named columns, and what is kept about the record as it is then. */
export function partOf(
  table: TableName,
  { record, set, commit }: { record: Row; set: Row; commit: string },
): Fields {
  const written = shapeOf(table).columns.filter(({ name }) => set[name] !== undefined);
  const fields = written.map((column) => [column.name, encodeField(column, set[column.name])]);
  return { ...Object.fromEntries(fields), ...derivedFields(table, record), _commit: commit };
}

/** The document that claims a unique value of a record for the document at `owner`. */
export const claimOf = (
  table: TableName,
  { record, owner, commit }: { record: Row; owner: string; commit: string },
): Fields => ({ owner, id: record.id, _commit: commit, _expires_at: expiresAt(table, record) });

/** The record a document was made of. */
export const recordOf = <T extends TableName>(table: T, fields: Row): Records[T] =>
  Object.fromEntries(
    shapeOf(table).columns.map((column) => [column.name, decodeField(column, fields[column.name])]),
  ) as Records[T];
