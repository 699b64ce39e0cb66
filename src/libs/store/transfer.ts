import type { TableName } from '#domain/changes.ts';

/**
 * A record as it travels from one store to another: the text of every column, with every digit the database keeps. A
 * moment is ISO 8601 in UTC with microseconds, a number its decimal digits, json its text.
 */
export type TransferRow = { readonly id: string } & { readonly [column: string]: string | null };

/** Some records of a table; `next` continues behind the last of them, also in another process. */
export type TransferPage = { readonly rows: readonly TransferRow[]; readonly next: string };

export type Freeze = { readonly reason: string; readonly since: Date };

/** A record names another one that the store does not hold. */
export class OrphanError extends Error {}

/** A unique value of a record belongs to another record of the store. */
export class TakenError extends Error {}

/**
 * What a move needs of a store and the shop never calls. Every method throws StoreUnavailableError when the database
 * cannot be reached.
 */
export interface TransferStore {
  /** Which database this is, without secrets. */
  readonly name: string;
  /**
   * Every record of a table that was there before, once, in the sequence of the store's own, behind `after`. Records that
   * are written meanwhile may be missed; `changedSince` finds them.
   */
  scan(table: TableName, after: string | null): AsyncIterable<TransferPage>;
  /** The records with these ids, as far as there are any, in any sequence. */
  get(table: TableName, ids: readonly string[]): Promise<readonly TransferRow[]>;
  /** A moment as the database itself counts, for `changedSince`. */
  mark(): Promise<string>;
  /** The ids of all records written since the mark, whoever wrote them and whatever clock he had, and perhaps of some more. */
  changedSince(table: TableName, mark: string): Promise<readonly string[]>;
  /**
   * Makes the records stand exactly like this, in place of what stood under their ids; also while frozen, and safe to
   * repeat. Throws OrphanError or TakenError, and then may have written some of them.
   */
  put(table: TableName, rows: readonly TransferRow[]): Promise<void>;
  count(table: TableName): Promise<number>;
  /**
   * Refuses every write from now on but `put`: the store answers StoreUnavailableError, reads go on. Resolves once no write
   * that will be acknowledged is under way. Outlives this process; a second freeze changes only the reason.
   */
  freeze(reason: string): Promise<void>;
  thaw(): Promise<void>;
  frozen(): Promise<Freeze | null>;
  /** Null when records can be moved in and out, else one sentence. */
  problem(): Promise<string | null>;
  close(): Promise<void>;
}
