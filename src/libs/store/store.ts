import type { Changes, Records, TableName, Versioned } from '#domain/changes.ts';
import type { Spread } from '#domain/duration-spread.ts';
import type { Order, Transaction } from '#domain/order.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { PaymentMethod } from '#domain/payment-event.ts';
import type { Preorder } from '#domain/preorder.ts';
import type { RefundRecord } from '#domain/refund-record.ts';
import type { WebhookLog, WebhookStatus } from '#domain/webhook-log.ts';

/** The names by which an event finds its log row and its order. */
export type LoadKeys = {
  readonly event?: { readonly provider: PaymentMethod; readonly eventId: string };
  /** Tried in this sequence: session, trade number, order number. The first hit is the order. */
  readonly order?: {
    readonly method: PaymentMethod;
    readonly sessionId?: string | null;
    readonly tradeNo?: string | null;
    readonly orderNo?: string | null;
  };
};

/** What the store knows about an event before it is decided. */
export type Known = {
  readonly log: Versioned<WebhookLog> | null;
  readonly order: Versioned<Order> | null;
  /** The order's whole ledger. */
  readonly transactions: readonly Transaction[];
  readonly preorder: Versioned<Preorder> | null;
  /** Every refund of the order that was asked for, by us or in the provider's dashboard. */
  readonly refunds: readonly Versioned<RefundRecord>[];
};

export type CommitResult =
  | { readonly kind: 'committed' }
  /** This event's log row stands already; nothing was written. A null status: it was written while we looked. */
  | { readonly kind: 'seen'; readonly status: WebhookStatus | null }
  /** A guard failed; nothing was written. Names the unique keys or `version:{table}`. */
  | { readonly kind: 'conflict'; readonly guards: readonly string[] };

/** A page of records, newest first; `next` continues behind the last one and does not shift under new rows. */
export type Page<R> = { readonly rows: readonly R[]; readonly next: string | null };

export type ListQuery<T extends TableName> = {
  /** Every named field equals the value. */
  readonly where?: Partial<Records[T]>;
  /** Every named text field equals one of the values. */
  readonly among?: { readonly [Field in keyof Records[T]]?: readonly string[] };
  /** Created at this moment or later. */
  readonly from?: Date;
  /** Created before this moment. */
  readonly until?: Date;
  /** Every named text field contains the text, whatever its case in ASCII letters. Looked through record by record. */
  readonly containing?: { readonly [Field in keyof Records[T]]?: string };
  /** Every named number is at least this. Looked through record by record. */
  readonly atLeast?: { readonly [Field in keyof Records[T]]?: number };
  readonly after?: string | null;
  readonly limit: number;
};

/** What to count: records of one table created in a window, split by the values of some text fields. */
export type StatsQuery<T extends TableName> = Pick<ListQuery<T>, 'where'> & {
  /** From this moment on … */
  readonly from: Date;
  /** … and before this one. */
  readonly until: Date;
  readonly by: readonly (keyof Records[T] & string)[];
  /** A field of whole numbers to add up, amounts in minor units for example; split by currency then. */
  readonly sum?: keyof Records[T] & string;
  /** Counts every hour or day of the window by itself; both begin in UTC. */
  readonly every?: 'hour' | 'day';
  /** A field of milliseconds whose spread is wanted; records without a value are in no column of it. */
  readonly spread?: keyof Records[T] & string;
};

/** One combination of values, in the sequence of `by`. */
export type StatsRow = {
  /** The first moment of the hour or day, where those were asked for. */
  readonly at?: Date;
  readonly values: readonly (string | null)[];
  readonly count: number;
  /** 0 when nothing was to be added up. */
  readonly sum: number;
  /** Where it was asked for. */
  readonly spread?: Spread;
};

export type ClaimQuery = {
  readonly now: Date;
  readonly limit: number;
  readonly token: string;
  readonly leaseSeconds: number;
};

/** How a claimed message ended; written only while the token still holds the lease. */
export type Settlement = {
  readonly id: string;
  readonly token: string;
  readonly set: Pick<OutboxMessage, 'status' | 'attempts' | 'next_attempt_at' | 'last_error' | 'sent_at'>;
};

/**
 * The one door to what we keep. Every method throws StoreUnavailableError when the database does not answer in time.
 * NUL characters and lone surrogates in text are replaced by U+FFFD, because no database column takes them.
 */
export interface Store {
  /** Reads the log row of an event and the order by any of its keys, with ledger, preorder and refunds, as of one moment. */
  load(keys: LoadKeys): Promise<Known>;
  /** Writes all or nothing, in one round trip unless something stands in the way. */
  commit(changes: Changes): Promise<CommitResult>;
  /** The records with these ids, as many as there are, each with its version; in no particular sequence. */
  get<T extends TableName>(table: T, ids: readonly string[]): Promise<readonly Versioned<Records[T]>[]>;
  /** A page of one table, newest first by `created_at`, then id. Throws RangeError on a cursor that is not ours. */
  list<T extends TableName>(table: T, query: ListQuery<T>): Promise<Page<Records[T]>>;
  /** The same page with some fields of the records alone: less to read and to send, where many are added up. */
  listFields<T extends TableName, Field extends keyof Records[T] & string>(
    table: T,
    fields: readonly Field[],
    query: ListQuery<T>,
  ): Promise<Page<Pick<Records[T], Field>>>;
  /** Counts and sums over a window of `created_at`, one row per hour or day and combination of values, in the sequence of those. */
  stats<T extends TableName>(table: T, query: StatsQuery<T>): Promise<readonly StatsRow[]>;
  /** Failed log rows whose next attempt is due, or all that await the birth of an order with one of the trade numbers; oldest first. */
  dueLogs(query: { now: Date; limit: number; tradeNos?: readonly string[] }): Promise<readonly WebhookLog[]>;
  /**
   * Leases due messages to one worker, the longest due first; no two workers get the same one. A leased message is due
   * again when its lease lapses, so `next_attempt_at` alone says what is due.
   */
  claim(query: ClaimQuery): Promise<readonly OutboxMessage[]>;
  /** Records how claimed messages ended; answers the ids whose token still held the lease. */
  settle(settlements: readonly Settlement[]): Promise<readonly string[]>;
  /** Null when the store is reachable and its schema is current, else one sentence saying what is wrong. */
  problem(): Promise<string | null>;
  close(): Promise<void>;
}
