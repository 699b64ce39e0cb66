import type { Records, TableName, Versioned } from '#domain/changes.ts';
import { cleanJson, encode } from '#libs/store/encoding.ts';
import type { Known, LoadKeys } from '#libs/store/store.ts';
import { columnOf, shapeOf } from '#models/columns.ts';
import type { Connections } from './connections.ts';
import { quoted, textsIn, versionedJson } from './statements.ts';

/** One statement for every set of keys: a key that is absent is null and equals nothing. */
const statement = `
with "found" as (
  select "id" from (
    select 1 as "choice", "id" from "payment_orders" where "payment_method" = $3::text and "session_id" = $4::text
    union all
    select 2, "id" from "payment_orders" where "payment_method" = $3::text and "trade_no" = $5::text
    union all
    select 3, "id" from "payment_orders" where "order_no" = $6::text
  ) as "candidates" order by "choice" limit 1
)
select
  (select ${versionedJson('l')} from "webhook_logs" l where l."provider" = $1::text and l."event_id" = $2::text) as "log",
  (select ${versionedJson('o')} from "payment_orders" o where o."id" = (select "id" from "found")) as "order",
  (select json_agg(t order by t."created_at", t."id" collate "C")
     from "payment_transactions" t where t."order_id" = (select "id" from "found")) as "transactions",
  (select ${versionedJson('p')} from "preorders" p where p."order_id" = (select "id" from "found")) as "preorder",
  (select json_agg(${versionedJson('r')} order by r."created_at", r."id" collate "C")
     from "refund_records" r where r."order_id" = (select "id" from "found")) as "refunds"`;

const text = columnOf('payment_orders', 'id');

export async function load(connections: Connections, { event, order }: LoadKeys): Promise<Known> {
  const keys = [
    ...[event?.provider, event?.eventId],
    ...[order?.method, order?.sessionId, order?.tradeNo, order?.orderNo],
  ];
  const [found] = await connections.run(
    statement,
    keys.map((key) => encode(text, key)),
  );
  const transactions = (found?.transactions ?? []) as readonly Json[];
  const refunds = (found?.refunds ?? []) as readonly Json[];
  return {
    log: versioned('webhook_logs', found?.log),
    order: versioned('payment_orders', found?.order),
    transactions: transactions.map((row) => revive('payment_transactions', row)),
    preorder: versioned('preorders', found?.preorder),
    refunds: refunds.flatMap((row) => versioned('refund_records', row) ?? []),
  };
}

export async function get<T extends TableName>(
  connections: Connections,
  table: T,
  ids: readonly string[],
): Promise<readonly Versioned<Records[T]>[]> {
  const found = await connections.run(
    `select ${versionedJson('r')} as "found" from ${quoted(table)} r where r."id" = any(${textsIn('$1::json')})`,
    [cleanJson(ids)],
  );
  return found.flatMap((row) => versioned(table, row.found) ?? []);
}

type Json = Readonly<Record<string, unknown>>;

function versioned<T extends TableName>(table: T, found: unknown): Versioned<Records[T]> | null {
  if (!found) return null;
  const { version, record } = found as { version: string; record: Json };
  return { version, record: revive(table, record) };
}

/** Json knows no moments: they come as text. Whole numbers are exact up to 2^53, which is all we write. */
function revive<T extends TableName>(table: T, row: Json): Records[T] {
  const fields = shapeOf(table).columns.map(({ name, sqlType }) => {
    const value = row[name];
    const isMoment = sqlType === 'timestamp with time zone' && typeof value === 'string';
    return [name, isMoment ? new Date(value) : value];
  });
  return Object.fromEntries(fields) as Records[T];
}
