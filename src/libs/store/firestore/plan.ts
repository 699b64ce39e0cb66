import type { TableName, Update } from '#domain/changes.ts';
import { storedPart, storedRow } from '#libs/store/encoding.ts';
import type { Sequenced, Written } from '#libs/store/sequence.ts';
import { shapeOf } from '#models/columns.ts';
import { claimOf, documentOf, documentPath, keyOf, partOf, placeOf, placesOf } from './documents.ts';
import type { Fields, Row } from './fields.ts';
import { expiresAt } from './queue-fields.ts';

/** What is known of a document: nothing, that it is not there, or these facts. */
export type Seen = {
  readonly version: string;
  /** The document a claim is for. */
  readonly owner: string | null;
  readonly status: string | null;
  /** Which commit wrote it last. */
  readonly commit: string | null;
};
export type Snapshot = ReadonlyMap<string, Seen | null>;

export type Write =
  | { readonly op: 'create' | 'set'; readonly path: string; readonly fields: Fields }
  | { readonly op: 'update'; readonly path: string; readonly fields: Fields; readonly version: string }
  | { readonly op: 'delete'; readonly path: string };

/** What a commit comes to, given what is known: writes, a broken guard, a mistake, or documents to look at first. */
export type Plan =
  | { readonly kind: 'write'; readonly writes: readonly Write[] }
  | { readonly kind: 'conflict'; readonly guard: string }
  /** A record refers to one that does not exist. */
  | { readonly kind: 'mistake'; readonly error: Error }
  | { readonly kind: 'look'; readonly paths: readonly string[] };

/** Names the guard that stops a commit. */
class Broken extends Error {}

/**
 * Turns a commit into the writes of one batch. What was never looked at counts as absent, because that is what it nearly
 * always is, and the batch fails when it is not. Throws RangeError on a value no column holds.
 */
export function planCommit({ log, updates, groups }: Sequenced, snapshot: Snapshot, mark: string): Plan {
  const draft = new Draft(snapshot, mark);
  try {
    if (log) draft.insert(log);
    for (const change of updates) draft.update(change);
    for (const { rows } of groups) for (const change of rows) draft.insert(change);
  } catch (error) {
    if (error instanceof Broken) return { kind: 'conflict', guard: error.message };
    throw error;
  }
  return draft.finish();
}

/** Every document a commit stands or falls with. */
export function guardPaths({ log, updates, groups }: Sequenced): string[] {
  const written: readonly Written[] = [...(log ? [log] : []), ...groups.flatMap(({ rows }) => rows)];
  const places = [
    ...written.flatMap(({ table, row }) => placesOf(table, storedRow(shapeOf(table).columns, row))),
    ...updates.flatMap(({ table, read }) => placesOf(table, read.record)),
    ...updates.flatMap((change) => placesOf(change.table, after(change))),
  ];
  return [...new Set(places.map(({ path }) => path))];
}

/** The record as an update leaves it. */
const after = ({ table, read, set }: Update): Row => ({
  ...read.record,
  ...storedPart(shapeOf(table).columns, set),
});

/** The writes of a commit in the making, and which unique values are taken once they are done. */
class Draft {
  readonly #snapshot: Snapshot;
  readonly #mark: string;
  readonly #taken = new Map<string, boolean>();
  readonly #updated = new Set<string>();
  readonly #writes: Write[] = [];
  readonly #references: { readonly from: string; readonly path: string }[] = [];

  constructor(snapshot: Snapshot, mark: string) {
    this.#snapshot = snapshot;
    this.#mark = mark;
  }

  insert({ op, table, row }: Written): void {
    const record = storedRow(shapeOf(table).columns, row);
    const places = placesOf(table, record);
    const clash = places.find(({ path }) => this.#isTaken(path));
    if (clash && op === 'ensure') return;
    if (clash) throw new Broken(clash.key.guard);
    const owner = documentPath(table, record);
    for (const { path } of places) {
      this.#taken.set(path, true);
      const fields =
        path === owner
          ? documentOf(table, record, this.#mark)
          : claimOf(table, { record, owner, commit: this.#mark });
      this.#writes.push({ op: 'create', path, fields });
    }
    this.#refer(table, record);
  }

  update(change: Update): void {
    const { table, read, set } = change;
    const [before, record] = [read.record as Row, after(change)];
    const path = documentPath(table, before);
    const seen = this.#snapshot.get(path);
    const isStale = seen === null || (seen !== undefined && seen.version !== read.version);
    if (isStale || this.#updated.has(path)) throw new Broken(`version:${table}`);
    if (documentPath(table, record) !== path)
      throw new TypeError(`The key that names a document of ${table} cannot change`);
    this.#updated.add(path);
    const fields = partOf(table, { record, set, commit: this.#mark });
    this.#writes.push({ op: 'update', path, fields, version: read.version });
    this.#moveClaims(table, { before, record, owner: path });
    this.#refer(table, set);
  }

  finish(): Plan {
    const open = this.#references.filter(({ path }) => !this.#isTaken(path));
    const dangling = open.find(({ path }) => this.#snapshot.has(path));
    if (dangling)
      return { kind: 'mistake', error: new Error(`${dangling.from} names a record that does not exist`) };
    if (open.length > 0) return { kind: 'look', paths: open.map(({ path }) => path) };
    return { kind: 'write', writes: this.#writes };
  }

  #isTaken(path: string): boolean {
    return this.#taken.get(path) ?? Boolean(this.#snapshot.get(path));
  }

  /** Values given up become free for what follows in the same commit. */
  #moveClaims(
    table: TableName,
    { before, record, owner }: { before: Row; record: Row; owner: string },
  ): void {
    const [old, fresh] = [placesOf(table, before), placesOf(table, record)];
    const kept = new Set(
      old.map(({ path }) => path).filter((path) => fresh.some((place) => place.path === path)),
    );
    const expires = String(expiresAt(table, before)) !== String(expiresAt(table, record));
    for (const { path } of old) {
      this.#taken.set(path, kept.has(path));
      if (!kept.has(path)) this.#writes.push({ op: 'delete', path });
    }
    for (const { path, key } of fresh) {
      if (path === owner || (kept.has(path) && !expires)) continue;
      if (!kept.has(path) && this.#isTaken(path)) throw new Broken(key.guard);
      this.#taken.set(path, true);
      const fields = claimOf(table, { record, owner, commit: this.#mark });
      this.#writes.push({ op: kept.has(path) ? 'set' : 'create', path, fields });
    }
  }

  #refer(table: TableName, fields: Row): void {
    for (const { column, table: target } of shapeOf(table).references) {
      const place = placeOf(target, keyOf(target, ['id']), [fields[column]]);
      if (place) this.#references.push({ from: `${table}.${column}`, path: place.path });
    }
  }
}
