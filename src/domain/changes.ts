import type { ActivityLog } from './activity.ts';
import type { Bookmark } from './bookmark.ts';
import type { Incident } from './incident.ts';
import type { Order, Transaction } from './order.ts';
import type { OutboxMessage } from './outbox.ts';
import type { Preorder } from './preorder.ts';
import type { RateLimit } from './rate-limit.ts';
import type { RefundRecord } from './refund-record.ts';
import type { Rollup } from './rollup.ts';
import type { StockUnit } from './stock-unit.ts';
import type { WebhookLog } from './webhook-log.ts';

/** Every record the store keeps, by the name of its table or collection. */
export type Records = {
  payment_orders: Order;
  payment_transactions: Transaction;
  refund_records: RefundRecord;
  preorders: Preorder;
  stock_units: StockUnit;
  webhook_logs: WebhookLog;
  outbox: OutboxMessage;
  activity_logs: ActivityLog;
  rate_limits: RateLimit;
  incidents: Incident;
  rollups: Rollup;
  bookmarks: Bookmark;
};
export type TableName = keyof Records;

/** A record as it was read; `version` is opaque and moves with every write. */
export type Versioned<R> = { readonly record: R; readonly version: string };

/** Fails the commit when a record with one of its unique keys is present. */
export type Insert<T extends TableName = TableName> = {
  [N in T]: { readonly op: 'insert'; readonly table: N; readonly row: Records[N] };
}[T];

/** Fails the commit when the record changed since it was read; `read` is all of it, because its keys may move. */
export type Update<T extends TableName = TableName> = {
  [N in T]: {
    readonly op: 'update';
    readonly table: N;
    readonly read: Versioned<Records[N]>;
    readonly set: Partial<Omit<Records[N], 'id'>>;
  };
}[T];

/** Inserts unless a record with one of its unique keys is present; presence is no conflict. */
export type Ensure<T extends TableName = TableName> = {
  [N in T]: { readonly op: 'ensure'; readonly table: N; readonly row: Records[N] };
}[T];

export type Change = Insert | Update | Ensure;

/** What one decision wants written, all or nothing. With a log row, that row decides whether the event was seen before. */
export type Changes = {
  readonly log: Insert<'webhook_logs'> | Update<'webhook_logs'> | null;
  readonly changes: readonly Change[];
};

export const insert = <T extends TableName>(table: T, row: Records[T]) =>
  ({ op: 'insert', table, row }) as Insert<T>;
export const ensure = <T extends TableName>(table: T, row: Records[T]) =>
  ({ op: 'ensure', table, row }) as Ensure<T>;
export const update = <T extends TableName>(
  table: T,
  read: Versioned<Records[T]>,
  set: Partial<Omit<Records[T], 'id'>>,
) => ({ op: 'update', table, read, set }) as Update<T>;
