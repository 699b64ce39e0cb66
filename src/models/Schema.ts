import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core';
import type { ActivityLog } from '#domain/activity.ts';
import { activityLevels } from '#domain/activity.ts';
import type { Records, TableName } from '#domain/changes.ts';
import type { Consent } from '#domain/consent.ts';
import type { Incident } from '#domain/incident.ts';
import { incidentStatuses } from '#domain/incident.ts';
import { productTypes } from '#domain/offer.ts';
import type { AttentionReason, Order, Transaction } from '#domain/order.ts';
import { orderStatuses } from '#domain/order.ts';
import type { OutboxKind } from '#domain/outbox.ts';
import { outboxStatuses } from '#domain/outbox.ts';
import type { Address } from '#domain/payment-event.ts';
import { chargeStatuses, disputeStatuses, paymentMethods, refundStatuses } from '#domain/payment-event.ts';
import { preorderStatuses } from '#domain/preorder.ts';
import type { RefundReason } from '#domain/refund-record.ts';
import { stockUnitStatuses } from '#domain/stock-unit.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';
import { unbooked, webhookStatuses } from '#domain/webhook-log.ts';

/*
 * The whole database as one story. A row is the domain record: same names, same types.
 * Words with a fixed vocabulary are text with a CHECK, because a CHECK is changed in one migration and an enum is not.
 * Colours, message kinds and reasons are data: a new one needs no migration.
 */

const id = () => text().primaryKey();
const moment = () => timestamp({ withTimezone: true, mode: 'date' });
/** Minor units of the row's currency; a JavaScript number is exact up to 2^53. */
const minorUnits = () => bigint({ mode: 'number' });

const oneOf = (column: AnyPgColumn, words: readonly string[]): SQL =>
  sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(', '))})`;
const isCurrency = (column: AnyPgColumn): SQL => sql`${column} ~ '^[A-Z]{3}$'`;
/** Byte order, so that paging breaks ties the same way under every database locale. */
const inByteOrder = (column: AnyPgColumn): SQL => sql`${column} collate "C"`;

/** The promise to one buyer. Provider and session identify it; the number is what people read. */
export const paymentOrdersSchema = pgTable(
  'payment_orders',
  {
    id: id(),
    order_no: text().notNull(),
    user_id: text(),
    email: text(),
    product_id: text().notNull(),
    product_type: text({ enum: productTypes }).notNull(),
    variant: text().notNull(),
    quantity: integer().notNull(),
    amount: minorUnits().notNull(),
    amount_refunded: minorUnits().notNull(),
    amount_subtotal: minorUnits().notNull(),
    amount_discount: minorUnits().notNull(),
    amount_tax: minorUnits().notNull(),
    amount_shipping: minorUnits().notNull(),
    currency: text().notNull(),
    discount_code: text(),
    payment_method: text({ enum: paymentMethods }).notNull(),
    status: text({ enum: orderStatuses }).notNull(),
    session_id: text(),
    trade_no: text(),
    locale: text().notNull(),
    country: text(),
    buyer_name: text(),
    phone: text(),
    shipping_address: jsonb().$type<Address>(),
    billing_address: jsonb().$type<Address>(),
    utm: jsonb().$type<NonNullable<Order['utm']>>(),
    recovered_from: text(),
    consent: jsonb().$type<Consent>(),
    expires_at: moment(),
    paid_at: moment(),
    cancelled_at: moment(),
    needs_attention: text().$type<AttentionReason>(),
    link_version: integer().notNull().default(1),
    stock_units: jsonb().$type<NonNullable<Order['stock_units']>>(),
    version: integer().notNull(),
    created_at: moment().notNull(),
    updated_at: moment().notNull(),
  },
  (table) => [
    unique('payment_orders_order_no_key').on(table.order_no),
    unique('payment_orders_session_key').on(table.payment_method, table.session_id),
    unique('payment_orders_trade_key').on(table.payment_method, table.trade_no),
    index('payment_orders_page').on(table.created_at, inByteOrder(table.id)),
    index('payment_orders_email').on(table.email),
    // Lists by a rare value would otherwise walk the whole table; the usual values fill a page at once without help.
    index('payment_orders_unusual_status')
      .on(table.status, table.created_at, inByteOrder(table.id))
      .where(sql`${table.status} <> 'paid'`),
    index('payment_orders_attention')
      .on(table.created_at, inByteOrder(table.id))
      .where(sql`${table.needs_attention} is not null`),
    index('payment_orders_variant').on(table.variant, table.created_at, inByteOrder(table.id)),
    index('payment_orders_country').on(table.country, table.created_at, inByteOrder(table.id)),
    index('payment_orders_user')
      .on(table.user_id, table.created_at, inByteOrder(table.id))
      .where(sql`${table.user_id} is not null`),
    check('payment_orders_product_type_word', oneOf(table.product_type, productTypes)),
    check('payment_orders_method_word', oneOf(table.payment_method, paymentMethods)),
    check('payment_orders_status_word', oneOf(table.status, orderStatuses)),
    check('payment_orders_currency_code', isCurrency(table.currency)),
    // The prefix is configuration and the number travels through the provider: only its length is ours to insist on.
    check('payment_orders_order_no_length', sql`char_length(${table.order_no}) between 1 and 500`),
    check('payment_orders_quantity_positive', sql`${table.quantity} > 0`),
    check(
      'payment_orders_amounts_not_negative',
      sql`least(${table.amount}, ${table.amount_refunded}, ${table.amount_subtotal}, ${table.amount_discount}, ${table.amount_tax}, ${table.amount_shipping}) >= 0`,
    ),
  ],
);

/** One unit of goods to be shipped for a settled order; at most one per order. */
export const preordersSchema = pgTable(
  'preorders',
  {
    id: id(),
    order_id: text()
      .notNull()
      .references(() => paymentOrdersSchema.id),
    preorder_number: text().notNull(),
    user_id: text(),
    email: text().notNull(),
    color: text().notNull(),
    status: text({ enum: preorderStatuses }).notNull(),
    session_id: text(),
    payment_intent_id: text(),
    amount: minorUnits().notNull(),
    currency: text().notNull(),
    shipping_address: jsonb().$type<Address>(),
    locale: text().notNull(),
    tracking_number: text(),
    carrier: text(),
    estimated_ship_at: moment(),
    created_at: moment().notNull(),
    updated_at: moment().notNull(),
  },
  (table) => [
    unique('preorders_order_key').on(table.order_id),
    unique('preorders_number_key').on(table.preorder_number),
    check('preorders_status_word', oneOf(table.status, preorderStatuses)),
    check('preorders_currency_code', isCurrency(table.currency)),
    check('preorders_amount_not_negative', sql`${table.amount} >= 0`),
  ],
);

/**
 * One piece of a limited colour, written when it is wanted for the first time. Its id says which piece it is, so that no
 * piece exists twice, and no row is everybody's.
 */
export const stockUnitsSchema = pgTable(
  'stock_units',
  {
    id: id(),
    sku: text().notNull(),
    color: text().notNull(),
    nth: integer().notNull(),
    status: text({ enum: stockUnitStatuses }).notNull(),
    hold_token: text(),
    held_until: moment(),
    order_id: text().references(() => paymentOrdersSchema.id),
    created_at: moment().notNull(),
    updated_at: moment().notNull(),
  },
  (table) => [
    check('stock_units_status_word', oneOf(table.status, stockUnitStatuses)),
    check('stock_units_nth_positive', sql`${table.nth} > 0`),
    // Whatever is sold is somebody's, and whatever is held is free again one day.
    check('stock_units_sold_to', sql`${table.status} <> 'sold' or ${table.order_id} is not null`),
    check('stock_units_held_until', sql`(${table.status} = 'held') = (${table.held_until} is not null)`),
  ],
);

/**
 * The journal of what came in: every verified notification with its body exactly as received. Nothing refers to it by a
 * foreign key, so that old entries can be cleared away without a look at every other table.
 */
export const webhookLogsSchema = pgTable(
  'webhook_logs',
  {
    id: id(),
    provider: text({ enum: paymentMethods }).notNull(),
    event_id: text().notNull(),
    event: text().notNull(),
    stripe_event_id: text(),
    api_version: text(),
    livemode: boolean(),
    status: text({ enum: webhookStatuses }).notNull(),
    result: text().notNull(),
    error: text(),
    error_code: text(),
    next_attempt_at: moment(),
    order_id: text().references(() => paymentOrdersSchema.id),
    preorder_id: text().references(() => preordersSchema.id),
    email: text(),
    trade_no: text(),
    // Text, not jsonb: json columns reorder keys and refuse the NUL escape, and the signature covers the bytes.
    raw_data: text().notNull(),
    attempts: integer().notNull(),
    received_at: moment().notNull(),
    processed_at: moment(),
    duration_ms: integer(),
    delay_ms: integer(),
    history: jsonb().$type<WebhookLog['history']>().notNull().default([]),
    created_at: moment().notNull(),
    updated_at: moment().notNull(),
  },
  (table) => [
    unique('webhook_logs_event_key').on(table.provider, table.event_id),
    unique('webhook_logs_stripe_event_key').on(table.stripe_event_id),
    index('webhook_logs_due').on(table.next_attempt_at).where(sql`${table.status} = 'failed'`),
    // What a birth may drive again; most rows of either kind name no payment.
    index('webhook_logs_waiting')
      .on(table.trade_no)
      .where(
        sql`${table.trade_no} is not null and (${table.status} = 'failed' or (${table.status} = 'ignored' and ${table.error_code} = 'not_ours'))`,
      ),
    index('webhook_logs_page').on(table.created_at, inByteOrder(table.id)),
    // The event of every purchase, applied, is in none of these three.
    index('webhook_logs_unbooked')
      .on(table.status, table.created_at, inByteOrder(table.id))
      .where(oneOf(table.status, unbooked)),
    index('webhook_logs_unusual_event')
      .on(table.event, table.created_at, inByteOrder(table.id))
      .where(sql`${table.event} <> 'checkout.session.completed'`),
    index('webhook_logs_unusual_provider')
      .on(table.provider, table.created_at, inByteOrder(table.id))
      .where(sql`${table.provider} <> 'stripe'`),
    index('webhook_logs_order').on(table.order_id).where(sql`${table.order_id} is not null`),
    index('webhook_logs_email').on(table.email).where(sql`${table.email} is not null`),
    check('webhook_logs_provider_word', oneOf(table.provider, paymentMethods)),
    check('webhook_logs_status_word', oneOf(table.status, webhookStatuses)),
  ],
);

const transactionStatuses = [...new Set([...chargeStatuses, ...refundStatuses, ...disputeStatuses])];

/** The ledger: one row per provider object and status, never changed. */
export const paymentTransactionsSchema = pgTable(
  'payment_transactions',
  {
    id: id(),
    order_id: text()
      .notNull()
      .references(() => paymentOrdersSchema.id),
    transaction_no: text().notNull(),
    payment_method: text({ enum: paymentMethods }).notNull(),
    action_type: text({ enum: ['charge', 'refund', 'dispute'] }).notNull(),
    amount: minorUnits().notNull(),
    currency: text().notNull(),
    status: text().$type<Transaction['status']>().notNull(),
    provider_ref: text().notNull(),
    webhook_log_id: text(),
    occurred_at: moment().notNull(),
    created_at: moment().notNull(),
  },
  (table) => [
    unique('payment_transactions_no_key').on(table.transaction_no),
    index('payment_transactions_order').on(table.order_id),
    index('payment_transactions_page').on(table.created_at, inByteOrder(table.id)),
    check('payment_transactions_method_word', oneOf(table.payment_method, paymentMethods)),
    check('payment_transactions_action_word', oneOf(table.action_type, ['charge', 'refund', 'dispute'])),
    check('payment_transactions_status_word', oneOf(table.status, transactionStatuses)),
    check('payment_transactions_currency_code', isCurrency(table.currency)),
    check('payment_transactions_amount_not_negative', sql`${table.amount} >= 0`),
  ],
);

/** A request to give money back: what was wanted, by whom, and what became of it. */
export const refundRecordsSchema = pgTable(
  'refund_records',
  {
    id: id(),
    order_id: text()
      .notNull()
      .references(() => paymentOrdersSchema.id),
    refund_no: text().notNull(),
    refund_amount: minorUnits().notNull(),
    currency: text().notNull(),
    status: text({ enum: refundStatuses }).notNull(),
    refund_reason: text().$type<RefundReason>().notNull(),
    note: text(),
    requested_by: text().notNull(),
    provider_refund_id: text(),
    attempt: integer().notNull().default(1),
    failure_reason: text(),
    completed_at: moment(),
    created_at: moment().notNull(),
    updated_at: moment().notNull(),
  },
  (table) => [
    unique('refund_records_no_key').on(table.refund_no),
    index('refund_records_order').on(table.order_id),
    index('refund_records_page').on(table.created_at, inByteOrder(table.id)),
    check('refund_records_status_word', oneOf(table.status, refundStatuses)),
    check('refund_records_currency_code', isCurrency(table.currency)),
    check('refund_records_amount_positive', sql`${table.refund_amount} > 0`),
  ],
);

/** The journal of what goes out: a promise stays here until it is kept, leased to one worker at a time. */
export const outboxSchema = pgTable(
  'outbox',
  {
    id: id(),
    kind: text().$type<OutboxKind>().notNull(),
    dedupe_key: text().notNull(),
    topic: text(),
    payload: jsonb().notNull(),
    status: text({ enum: outboxStatuses }).notNull(),
    attempts: integer().notNull(),
    next_attempt_at: moment().notNull(),
    lease_token: text(),
    leased_until: moment(),
    last_error: text(),
    order_id: text().references(() => paymentOrdersSchema.id),
    webhook_log_id: text(),
    sent_at: moment(),
    created_at: moment().notNull(),
    updated_at: moment().notNull(),
  },
  (table) => [
    unique('outbox_dedupe_key').on(table.dedupe_key),
    index('outbox_open')
      .on(table.next_attempt_at, inByteOrder(table.id))
      .where(sql`${table.status} in ('pending', 'sending')`),
    index('outbox_page').on(table.created_at, inByteOrder(table.id)),
    index('outbox_not_sent')
      .on(table.status, table.created_at, inByteOrder(table.id))
      .where(sql`${table.status} in ('suppressed', 'dead')`),
    index('outbox_order').on(table.order_id).where(sql`${table.order_id} is not null`),
    check('outbox_status_word', oneOf(table.status, outboxStatuses)),
  ],
);

/** What happened, in one line each, about anything above; only ever appended. */
export const activityLogsSchema = pgTable(
  'activity_logs',
  {
    id: id(),
    subject_type: text().$type<ActivityLog['subject_type']>().notNull(),
    subject_id: text().notNull(),
    action: text().notNull(),
    actor: text().notNull(),
    level: text({ enum: activityLevels }).notNull(),
    message: text().notNull(),
    error_code: text(),
    data: jsonb().$type<NonNullable<ActivityLog['data']>>(),
    created_at: moment().notNull(),
  },
  (table) => [
    index('activity_logs_subject').on(table.subject_type, table.subject_id, table.created_at),
    index('activity_logs_page').on(table.created_at, inByteOrder(table.id)),
    index('activity_logs_trouble')
      .on(table.level, table.created_at, inByteOrder(table.id))
      .where(sql`${table.level} in ('warn', 'error')`),
    check('activity_logs_level_word', oneOf(table.level, activityLevels)),
  ],
);

/** How often somebody did something lately; a hash stands for who. The number of rows is limited by the number of hashes. */
export const rateLimitsSchema = pgTable('rate_limits', {
  id: id(),
  used: integer().notNull(),
  window_started_at: moment().notNull(),
  created_at: moment().notNull(),
  updated_at: moment().notNull(),
});

/** What needed a person: one row from when a rule noticed it until it was over, at most one open row per rule. */
export const incidentsSchema = pgTable(
  'incidents',
  {
    id: id(),
    rule: text().notNull(),
    open_key: text(),
    status: text({ enum: incidentStatuses }).notNull(),
    message: text().notNull(),
    count: integer().notNull(),
    first_seen_at: moment().notNull(),
    last_seen_at: moment().notNull(),
    closed_at: moment(),
    data: jsonb().$type<NonNullable<Incident['data']>>(),
    created_at: moment().notNull(),
    updated_at: moment().notNull(),
  },
  (table) => [
    unique('incidents_open_key').on(table.open_key),
    index('incidents_page').on(table.created_at, inByteOrder(table.id)),
    check('incidents_status_word', oneOf(table.status, incidentStatuses)),
    check('incidents_open_or_closed', sql`(${table.status} = 'open') = (${table.open_key} is not null)`),
  ],
);

/** What the hours added up to, one row per source and hour; cron counts an hour again while its records still change. */
export const rollupsSchema = pgTable(
  'rollups',
  {
    id: id(),
    source: text().notNull(),
    hour: moment().notNull(),
    figures: jsonb().notNull(),
    created_at: moment().notNull(),
    updated_at: moment().notNull(),
  },
  (table) => [index('rollups_page').on(table.source, table.created_at, inByteOrder(table.id))],
);

/** How far each recurring job got. */
export const bookmarksSchema = pgTable('bookmarks', {
  id: id(),
  place: jsonb().notNull(),
  created_at: moment().notNull(),
  updated_at: moment().notNull(),
});

const everyTable = {
  payment_orders: paymentOrdersSchema,
  payment_transactions: paymentTransactionsSchema,
  refund_records: refundRecordsSchema,
  preorders: preordersSchema,
  stock_units: stockUnitsSchema,
  webhook_logs: webhookLogsSchema,
  outbox: outboxSchema,
  activity_logs: activityLogsSchema,
  rate_limits: rateLimitsSchema,
  incidents: incidentsSchema,
  rollups: rollupsSchema,
  bookmarks: bookmarksSchema,
} as const;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Drifted = {
  [T in TableName]: Same<(typeof everyTable)[T]['$inferSelect'], Records[T]> extends true ? never : T;
}[TableName];

/** Every table by the name of its records; does not compile, naming the table, when a row is not exactly its record. */
export const tables: [Drifted] extends [never] ? typeof everyTable : Drifted = everyTable;
