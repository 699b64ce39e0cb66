import type { OutboxMessage } from '#domain/outbox.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';
import { cleanJson, cleanText } from '#libs/store/encoding.ts';
import type { ClaimQuery, Settlement, Store } from '#libs/store/store.ts';
import type { Connections } from './connections.ts';
import { columnList, textsIn } from './statements.ts';

/** The first condition is the one of the index `outbox_open`, which the rest walks in its own sequence. */
export const claimStatement = `
with "due" as materialized (
  select "id", "next_attempt_at" as "due_since" from "outbox"
  where "status" in ('pending', 'sending') and "next_attempt_at" <= $1::timestamptz
  order by "next_attempt_at", "id" collate "C"
  limit $2::bigint
  for update skip locked
)
update "outbox" o
set "status" = 'sending', "lease_token" = $3::text, "leased_until" = $4::timestamptz,
    "next_attempt_at" = $4::timestamptz, "updated_at" = $1::timestamptz
from "due" where o."id" = "due"."id"
returning "due"."due_since", ${columnList('outbox', 'o.')}`;

export async function claim(
  connections: Connections,
  { now, limit, token, leaseSeconds }: ClaimQuery,
): Promise<readonly OutboxMessage[]> {
  const leasedUntil = new Date(now.getTime() + leaseSeconds * 1000);
  const found = await connections.run(claimStatement, [
    now.toISOString(),
    String(limit),
    cleanText(token),
    leasedUntil.toISOString(),
  ]);
  // RETURNING keeps no sequence.
  return (found as unknown as (OutboxMessage & { due_since: Date })[])
    .toSorted((a, b) => a.due_since.getTime() - b.due_since.getTime() || (a.id < b.id ? -1 : 1))
    .map(({ due_since: _, ...message }) => message);
}

/** Rows are locked in the sequence of their ids before they are written, so that two batches never wait in a ring. */
const settleStatement = `
with "ended" as (
  select * from json_to_recordset($1::json) as e (
    "id" text, "token" text, "status" text, "attempts" integer,
    "next_attempt_at" timestamptz, "last_error" text, "sent_at" timestamptz)
), "held" as materialized (
  select o."id" from "outbox" o join "ended" e on e."id" = o."id"
  where o."status" = 'sending' and o."lease_token" = e."token"
  order by o."id" for update of o
)
update "outbox" o
set "status" = e."status", "attempts" = e."attempts", "next_attempt_at" = e."next_attempt_at",
    "last_error" = e."last_error", "sent_at" = e."sent_at",
    "lease_token" = null, "leased_until" = null, "updated_at" = date_trunc('milliseconds', now())
from "ended" e, "held"
where o."id" = "held"."id" and e."id" = o."id" and o."lease_token" = e."token"
returning o."id"`;

export async function settle(
  connections: Connections,
  settlements: readonly Settlement[],
): Promise<readonly string[]> {
  if (settlements.length === 0) return [];
  // The first word about a lease counts, as it would if they came one after the other.
  const first = new Map(settlements.map((one) => [`${one.id} ${one.token}`, one] as const).toReversed());
  const ended = [...first.values()].map(({ id, token, set }) => ({ id, token, ...set }));
  const found = await connections.run(settleStatement, [cleanJson(ended)]);
  const written = new Set(found.map(({ id }) => id));
  return [...new Set(settlements.map(({ id }) => id))].filter((id) => written.has(id));
}

export const dueStatement = `
select ${columnList('webhook_logs')} from "webhook_logs"
where "status" = 'failed' and "next_attempt_at" <= $1::timestamptz
order by "next_attempt_at", "id" collate "C" limit $2::bigint`;

/** The first condition is the one of the index `webhook_logs_waiting`, in its words. */
export const waitingStatement = `
select ${columnList('webhook_logs')} from "webhook_logs"
where ("status" = 'failed' or ("status" = 'ignored' and "error_code" = 'not_ours'))
  and "trade_no" = any(${textsIn('$1::json')})
order by "received_at", "id" collate "C" limit $2::bigint`;

export async function dueLogs(
  connections: Connections,
  { now, limit, tradeNos }: Parameters<Store['dueLogs']>[0],
): Promise<readonly WebhookLog[]> {
  const found =
    tradeNos === undefined
      ? await connections.run(dueStatement, [now.toISOString(), String(limit)])
      : await connections.run(waitingStatement, [cleanJson(tradeNos), String(limit)]);
  return [...found] as unknown as WebhookLog[];
}
