import fc from 'fast-check';
import type { Records, TableName } from '#domain/changes.ts';
import { orderStatuses } from '#domain/order.ts';
import { outboxStatuses } from '#domain/outbox.ts';
import { webhookStatuses } from '#domain/webhook-log.ts';
import type { TransferRow } from '#libs/store/transfer.ts';
import { writeOut } from '#libs/store/transfer-row.ts';
import { tableNames } from '#models/columns.ts';
import {
  activity,
  bookmark,
  incident,
  message,
  order,
  preorder,
  rateLimit,
  refundRecord,
  rollup,
  stockUnit,
  transaction,
  webhookLog,
} from '#tests/contract/store/records.ts';

/** The rows of a whole database, in the sequence of the tables. */
export type Shop = { readonly [T in TableName]: readonly TransferRow[] };

/** Any text a database takes: neither NUL nor half a character. */
const text = fc.string({ unit: 'binary', maxLength: 12 }).map((any) => any.replaceAll('\0', '\u{1f9f8}'));
const maybe = <V>(some: fc.Arbitrary<V>) => fc.option(some, { nil: null });
const moment = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});
const json = fc
  .jsonValue({ maxDepth: 3 })
  .map((value) => JSON.parse(clean(JSON.stringify(value))) as unknown);
const clean = (written: string): string =>
  written.replaceAll(/\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g, (found) => (found.length > 2 ? '?' : found));
const id = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 24 });

/** What a JavaScript number cannot say and Postgres can: it must survive all the same. */
const strangeJson = fc.constantFrom('12345678901234567890.10', '{"a": [1.50, 1e400]}', '"\\u0041"', 'null');
const microsecond = fc.integer({ min: 0, max: 999 }).map((digits) => String(digits).padStart(3, '0'));

/** One purchase with everything that hangs on it; `nth` keeps its unique values apart from those of the others. */
const aPurchase = fc
  .record({
    id,
    strange: fc.record({
      a: text,
      b: text,
      when: moment,
      later: moment,
      json,
      exact: maybe(strangeJson),
      microsecond,
    }),
    amount: fc.maxSafeNat(),
    user: maybe(text),
    hasSession: fc.boolean(),
    status: fc.constantFrom(...orderStatuses),
    logStatus: fc.constantFrom(...webhookStatuses),
    outboxStatus: fc.constantFrom(...outboxStatuses),
    hasPreorder: fc.boolean(),
    charges: fc.integer({ min: 0, max: 3 }),
    body: fc.oneof(
      { weight: 5, arbitrary: text },
      { weight: 1, arbitrary: text.map((any) => `${any}é`.repeat(9_000)) },
    ),
  })
  .map((drawn) => (nth: number): Shop => {
    const { a, b, when, later } = drawn.strange;
    const key = `${drawn.id} ${nth}`;
    const bought = order({
      ...{
        id: key,
        order_no: `N${nth}`,
        session_id: drawn.hasSession ? `s ${key}` : null,
        trade_no: `t ${key}`,
      },
      ...{ email: a, user_id: drawn.user, amount: drawn.amount, status: drawn.status, created_at: when },
      ...{ paid_at: later, utm: { [a]: b, '': a }, consent: null, billing_address: null, buyer_name: b },
    });
    const goods = drawn.hasPreorder
      ? [
          preorder(bought, {
            id: `p ${key}`,
            preorder_number: `N${nth}`,
            tracking_number: b,
            created_at: later,
          }),
        ]
      : [];
    const log = webhookLog({
      ...{ id: `l ${key}`, event_id: `e ${key}`, stripe_event_id: nth % 2 === 0 ? `se ${key}` : null },
      ...{
        order_id: bought.id,
        preorder_id: goods[0]?.id ?? null,
        raw_data: drawn.body,
        status: drawn.logStatus,
      },
      ...{ next_attempt_at: drawn.hasSession ? later : null, livemode: drawn.user === null ? null : true },
    });
    const rows = <T extends TableName>(table: T, records: readonly Records[T][]) =>
      records.map((record) => exact(writeOut(table, record), drawn.strange));
    return {
      payment_orders: rows('payment_orders', [bought]),
      preorders: rows('preorders', goods),
      stock_units: rows('stock_units', [
        stockUnit(nth + 1, {
          ...{ status: drawn.hasPreorder ? 'sold' : 'held', order_id: drawn.hasPreorder ? key : null },
          ...{ hold_token: a, held_until: drawn.hasPreorder ? null : later },
        }),
      ]),
      webhook_logs: rows('webhook_logs', [log]),
      payment_transactions: rows(
        'payment_transactions',
        Array.from({ length: drawn.charges }, (_, charge) =>
          transaction(bought, {
            id: `c${charge} ${key}`,
            transaction_no: `c${charge} ${key}`,
            webhook_log_id: log.id,
          }),
        ),
      ),
      outbox: rows('outbox', [
        message({
          id: `m ${key}`,
          dedupe_key: `m ${key}`,
          payload: drawn.strange.json,
          status: drawn.outboxStatus,
        }),
      ]),
      activity_logs: rows('activity_logs', [activity({ id: `a ${key}`, message: a, data: { [b]: a } })]),
      rate_limits: rows('rate_limits', [rateLimit({ id: `r ${key}` })]),
      refund_records: rows('refund_records', [
        refundRecord(bought, { id: `f ${key}`, refund_no: `f ${key}`, refund_amount: nth + 1, note: a }),
      ]),
      incidents: rows('incidents', [
        incident(
          drawn.hasSession
            ? { id: `i ${key}`, message: b }
            : { id: `i ${key}`, status: 'open', open_key: `i ${key}`, closed_at: null, data: { [a]: b } },
        ),
      ]),
      rollups: rows('rollups', [rollup({ id: `h ${key}`, hour: when, figures: drawn.strange.json })]),
      bookmarks: rows('bookmarks', [bookmark({ id: `b ${key}`, place: drawn.strange.json })]),
    };
  });

/** Gives the row digits no record has. */
function exact(
  row: TransferRow,
  { exact: value, microsecond: digits }: { exact: string | null; microsecond: string },
): TransferRow {
  const updated = row.updated_at?.replace(/000Z$/, `${digits}Z`);
  return {
    ...row,
    ...(updated === undefined ? {} : { updated_at: updated }),
    ...(row.payload === undefined || value === null ? {} : { payload: value }),
  };
}

/** A shop of some purchases, with text, numbers and moments at the edges of what databases take. */
export const aShop = fc.array(aPurchase, { minLength: 1, maxLength: 12 }).map((purchases): Shop => {
  const shops = purchases.map((purchase, nth) => purchase(nth));
  return Object.fromEntries(
    tableNames.map((table) => [table, shops.flatMap((shop) => shop[table])]),
  ) as Record<TableName, TransferRow[]>;
});
