import type { OutboxMessage } from '#domain/outbox.ts';
import { awaitsBirth, type WebhookLog } from '#domain/webhook-log.ts';
import { cleanText } from '#libs/store/encoding.ts';
import { compare } from '#libs/store/sorting.ts';
import type { ClaimQuery, Settlement, Store } from '#libs/store/store.ts';
import type { MemoryTables } from './memory-commit.ts';

export function dueLogs(
  { webhook_logs }: MemoryTables,
  { now, limit, tradeNos }: Parameters<Store['dueLogs']>[0],
): readonly WebhookLog[] {
  const logs = webhook_logs.all().map(({ record }) => record);
  const wanted = tradeNos && new Set<string | null>(tradeNos.map(cleanText));
  const found =
    wanted === undefined
      ? logs.filter((log) => log.status === 'failed' && log.next_attempt_at && log.next_attempt_at <= now)
      : logs.filter((log) => awaitsBirth(log) && wanted.has(log.trade_no));
  const age = ({ next_attempt_at, received_at }: WebhookLog) =>
    (wanted === undefined && next_attempt_at ? next_attempt_at : received_at).getTime();
  return found.sort((a, b) => compare(age(a), age(b)) || compare(a.id, b.id)).slice(0, limit);
}

export function claim({ outbox }: MemoryTables, { now, limit, token, leaseSeconds }: ClaimQuery) {
  const claimable = ({ status, next_attempt_at }: OutboxMessage): boolean =>
    next_attempt_at <= now && (status === 'pending' || status === 'sending');
  const due = outbox
    .all()
    .map(({ record }) => record)
    .filter(claimable)
    .sort((a, b) => compare(a.next_attempt_at.getTime(), b.next_attempt_at.getTime()) || compare(a.id, b.id));
  const leased_until = new Date(now.getTime() + leaseSeconds * 1000);
  return due.slice(0, limit).flatMap(({ id }) => {
    const lease = { lease_token: token, leased_until, next_attempt_at: leased_until };
    outbox.change(id, { status: 'sending', ...lease, updated_at: now }, []);
    const kept = outbox.get(id);
    return kept ? [kept.record] : [];
  });
}

export function settleOne({ outbox }: MemoryTables, { id, token, set }: Settlement, now: Date): boolean {
  const kept = outbox.get(id)?.record;
  if (kept?.status !== 'sending' || kept.lease_token !== cleanText(token)) return false;
  const { status, attempts, next_attempt_at, last_error, sent_at } = set;
  outbox.change(
    kept.id,
    {
      ...{ status, attempts, next_attempt_at, last_error, sent_at },
      ...{ lease_token: null, leased_until: null, updated_at: now },
    },
    [],
  );
  return true;
}
