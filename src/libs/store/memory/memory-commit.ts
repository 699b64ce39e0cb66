import type { Change, Changes, Records, TableName, Update } from '#domain/changes.ts';
import { sequence } from '#libs/store/sequence.ts';
import type { CommitResult } from '#libs/store/store.ts';
import { shapeOf } from '#models/columns.ts';
import type { MemoryTable, Undo } from './memory-table.ts';

export type MemoryTables = { readonly [T in TableName]: MemoryTable<T> };

/** Writes all or nothing: the first guard that fails, and any error, takes everything back. */
export function commitInMemory(tables: MemoryTables, { log, changes }: Changes): CommitResult {
  const undo: Undo = [];
  const takeBack = () => {
    for (const step of undo.reverse()) step();
  };
  try {
    if (log?.op === 'insert' && tables.webhook_logs.insert(log.row, undo)) {
      return { kind: 'seen', status: standingStatus(tables, log.row) };
    }
    const { updates, groups } = sequence({ log, changes });
    const guard = firstBroken(tables, [...updates, ...groups.flatMap(({ rows }) => rows)], undo);
    if (guard !== null) {
      takeBack();
      return { kind: 'conflict', guards: [guard] };
    }
    for (const change of log ? [log, ...changes] : changes) checkReferences(tables, change);
    return { kind: 'committed' };
  } catch (error) {
    takeBack();
    throw error;
  }
}

function standingStatus({ webhook_logs }: MemoryTables, row: Records['webhook_logs']) {
  const standing =
    webhook_logs.find(['provider', 'event_id'], [row.provider, row.event_id]) ??
    webhook_logs.find(['stripe_event_id'], [row.stripe_event_id]);
  return standing?.record.status ?? null;
}

function firstBroken(tables: MemoryTables, changes: readonly Change[], undo: Undo): string | null {
  for (const change of changes) {
    const guard =
      change.op === 'update' ? applyUpdate(tables, change, undo) : applyInsert(tables, change, undo);
    if (guard !== null) return guard;
  }
  return null;
}

function applyUpdate(tables: MemoryTables, change: Update, undo: Undo): string | null {
  const table = tables[change.table] as MemoryTable<TableName>;
  if (table.get(change.read.record.id)?.version !== change.read.version) return `version:${change.table}`;
  return table.change(change.read.record.id, change.set, undo)?.guard ?? null;
}

function applyInsert(tables: MemoryTables, change: Exclude<Change, Update>, undo: Undo): string | null {
  const broken = (tables[change.table] as MemoryTable<TableName>).insert(change.row, undo);
  return broken && change.op === 'insert' ? broken.guard : null;
}

function checkReferences(tables: MemoryTables, change: Change): void {
  const id = change.op === 'update' ? change.read.record.id : change.row.id;
  const record = tables[change.table].get(id)?.record as Readonly<Record<string, unknown>> | undefined;
  for (const { column, table } of shapeOf(change.table).references) {
    const target = record?.[column];
    if (typeof target === 'string' && !tables[table].get(target)) {
      throw new Error(`${change.table}.${column} names a record of ${table} that does not exist`);
    }
  }
}
