import type { Change, Changes, Ensure, Insert, TableName, Update } from '#domain/changes.ts';
import { shapeOf, tableNames } from '#models/columns.ts';

export type Written = Insert | Ensure;
export type Group = {
  readonly table: TableName;
  readonly op: 'insert' | 'ensure';
  readonly rows: readonly Written[];
};

/**
 * The changes of one commit in the sequence every commit follows, whatever sequence they were given in: so two commits
 * never wait for each other in a ring, and every store decides alike which of two rows comes first.
 */
export type Sequenced = {
  readonly log: Insert<'webhook_logs'> | null;
  readonly updates: readonly Update[];
  readonly groups: readonly Group[];
};

/** Updates first, then tables from parents to children, in each what must be new before what may be there. */
export function sequence({ log, changes }: Changes): Sequenced {
  const all: readonly Change[] = log?.op === 'update' ? [log, ...changes] : changes;
  const updates = all.filter((change) => change.op === 'update');
  return {
    log: log?.op === 'insert' ? log : null,
    updates: updates.toSorted((a, b) => place(a) - place(b) || compare(a.read.record.id, b.read.record.id)),
    groups: tableNames.flatMap((table) =>
      (['insert', 'ensure'] as const).flatMap((op) => {
        const rows = all.filter((change) => change.op === op && change.table === table) as Written[];
        return rows.length === 0 ? [] : [{ table, op, rows: rows.sort(byKey) }];
      }),
    ),
  };
}

const place = ({ table }: Change): number => tableNames.indexOf(table);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Rows of a table are inserted in the sequence of the key others may want too. */
const byKey = (a: Written, b: Written): number => compare(keyOf(a), keyOf(b));
function keyOf({ table, row }: Written): string {
  const [primary, first] = shapeOf(table).uniqueKeys;
  const record = row as Readonly<Record<string, unknown>>;
  return ((first ?? primary)?.columns ?? []).map((column) => String(record[column])).join();
}
