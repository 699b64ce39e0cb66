import type { TableName } from '#domain/changes.ts';
import { OrphanError, type TransferRow, type TransferStore } from '#libs/store/transfer.ts';
import { shapeOf } from '#models/columns.ts';

/** Where the records come from and where they go. */
export type Ends = { readonly source: TransferStore; readonly target: TransferStore };

/** How far a step is; all steps go over every table. */
export type Progress = {
  /** A step begins, with so many records already done by the process before this one. */
  start(step: string, records: { total: number; done: number }): void;
  advance(table: TableName, count: number): void;
  end(): void;
};

/** Pages worked on at a time: enough to keep a distant database busy, few enough for a small machine. */
export const pagesAtOnce = 4;

/** Brings the records with these ids from the source to the target. */
type Bring = (table: TableName, ids: readonly string[]) => Promise<void>;

/**
 * Puts records into the target. While the shop is open, one may name another that was born after its table was copied:
 * that one is brought first. Throws like `put`.
 */
export async function putWithParents(
  target: TransferStore,
  { table, rows, bring }: { table: TableName; rows: readonly TransferRow[]; bring: Bring },
): Promise<void> {
  try {
    await target.put(table, rows);
  } catch (error) {
    if (!(error instanceof OrphanError)) throw error;
    for (const { column, table: parent } of shapeOf(table).references) {
      await bring(parent, [...new Set(rows.flatMap((row) => row[column] ?? []))]);
    }
    await target.put(table, rows);
  }
}

/** What all of them answer. Throws the first failure when nothing runs any more, so that connections can be closed. */
export async function allOf<R>(answers: readonly Promise<R>[]): Promise<R[]> {
  await Promise.allSettled(answers);
  return Promise.all(answers);
}

/** The items in groups of at most this many. */
export const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, nth) =>
    items.slice(nth * size, (nth + 1) * size),
  );
