import { randomUUID } from 'node:crypto';
import type { DocumentSnapshot, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';
import { cleanText } from '#libs/store/encoding.ts';
import { compare } from '#libs/store/sorting.ts';
import type { ClaimQuery, Settlement, Store } from '#libs/store/store.ts';
import { runBatch } from './batch.ts';
import type { Call } from './call.ts';
import type { Client } from './connection.ts';
import { documentPath, partOf, recordOf } from './documents.ts';
import { lookAt, versionOf } from './look.ts';
import type { Write } from './plan.ts';
import { ask } from './questions.ts';
import { waitsForField } from './queue-fields.ts';

/** How often a worker looks again after others were quicker. */
const rounds = 4;
/** How many values the database compares a field with at once. */
const mostValues = 30;

export async function claim(
  client: Client,
  { now, limit, token, leaseSeconds }: ClaimQuery,
  call: Call,
): Promise<readonly OutboxMessage[]> {
  const leasedUntil = new Date(now.getTime() + leaseSeconds * 1000);
  const lease: Partial<OutboxMessage> = {
    ...{ status: 'sending', lease_token: cleanText(token), updated_at: now },
    ...{ leased_until: leasedUntil, next_attempt_at: leasedUntil },
  };
  const claimed: OutboxMessage[] = [];
  for (let round = 1; round <= rounds; round++) {
    const due = await dueDocuments(client, 'outbox', { now, limit: limit - claimed.length });
    const leased = due.map((found) => changed(found, lease));
    const isWritten = await writeEach(client, leased);
    claimed.push(...leased.filter((_, nth) => isWritten[nth]).map(({ record }) => record));
    if (claimed.length === limit || due.length === 0 || isWritten.every(Boolean)) break;
    await call.pause(round);
  }
  return claimed;
}

export async function settle(
  client: Client,
  settlements: readonly Settlement[],
  { now, call }: { now: Date; call: Call },
): Promise<readonly string[]> {
  // The first word about a lease counts, as it would if they came one after the other.
  let open = [
    ...new Map(settlements.map((one) => [`${one.id} ${one.token}`, one] as const).toReversed()).values(),
  ];
  const settled = new Set<string>();
  for (let round = 1; open.length > 0; round++) {
    const held = await heldDocuments(client, open);
    const free = { lease_token: null, leased_until: null, updated_at: now };
    const ended = held.map(({ found, settlement: { set } }) => changed(found, { ...pick(set), ...free }));
    const isWritten = await writeEach(client, ended);
    for (const [nth, { record }] of ended.entries()) if (isWritten[nth]) settled.add(record.id);
    open = held.filter((_, nth) => !isWritten[nth]).map(({ settlement }) => settlement);
    if (open.length > 0) await call.pause(round);
  }
  return [...new Set(settlements.map(({ id }) => id))].filter((id) => settled.has(id));
}

export async function dueLogs(
  client: Client,
  { now, limit, tradeNos }: Parameters<Store['dueLogs']>[0],
): Promise<readonly WebhookLog[]> {
  if (tradeNos === undefined) {
    const found = await dueDocuments(client, 'webhook_logs', { now, limit });
    return found.map((document) => recordOf('webhook_logs', document.data()));
  }
  const wanted = [...new Set(tradeNos.map(cleanText))];
  const chunks = Array.from({ length: Math.ceil(wanted.length / mostValues) }, (_, nth) =>
    wanted.slice(nth * mostValues, (nth + 1) * mostValues),
  );
  const logs = client.db.collection('webhook_logs');
  const answers = await Promise.all(chunks.map((chunk) => logs.where(waitsForField, 'in', chunk).get()));
  return answers
    .flatMap(({ docs }) => docs.map((found) => recordOf('webhook_logs', found.data())))
    .sort((a, b) => compare(a.received_at.getTime(), b.received_at.getTime()) || compare(a.id, b.id))
    .slice(0, limit);
}

/** What is due, the longest due first, over all shards. */
async function dueDocuments(
  client: Client,
  table: 'outbox' | 'webhook_logs',
  { now, limit }: { now: Date; limit: number },
): Promise<QueryDocumentSnapshot[]> {
  const questions = ask(client, { table, upTo: now, by: '_due_at', direction: 'asc' });
  const answers = await Promise.all(questions.map((question) => question.limit(limit).get()));
  const due = (found: DocumentSnapshot): Date => (found.get('_due_at') as { toDate(): Date }).toDate();
  const id = (found: DocumentSnapshot): string => found.get('id') as string;
  return answers
    .flatMap(({ docs }) => docs)
    .sort((a, b) => compare(due(a).getTime(), due(b).getTime()) || compare(id(a), id(b)))
    .slice(0, limit);
}

type Held = { readonly found: DocumentSnapshot; readonly settlement: Settlement };

/** The messages whose lease is still held by the token that speaks of them. */
async function heldDocuments({ db }: Client, settlements: readonly Settlement[]): Promise<Held[]> {
  const documents = settlements.map(({ id }) => db.doc(documentPath('outbox', { id: cleanText(id) })));
  const found = await db.getAll(...documents);
  return settlements.flatMap((settlement, nth) => {
    const message = found[nth];
    const isHeld =
      message?.get('status') === 'sending' && message.get('lease_token') === cleanText(settlement.token);
    return message && isHeld ? [{ found: message, settlement }] : [];
  });
}

const pick = ({
  status,
  attempts,
  next_attempt_at,
  last_error,
  sent_at,
}: Settlement['set']): Settlement['set'] => ({
  ...{ status, attempts, next_attempt_at, sent_at },
  last_error: last_error === null ? null : cleanText(last_error),
});

type ChangedMessage = { readonly record: OutboxMessage; readonly write: Write };

/** The message as it will be, and the write that makes it so if nobody was quicker. */
function changed(found: DocumentSnapshot, set: Partial<OutboxMessage>): ChangedMessage {
  const record = { ...recordOf('outbox', found.data() ?? {}), ...set };
  const fields = partOf('outbox', { record, set, commit: randomUUID() });
  return { record, write: { op: 'update', path: found.ref.path, fields, version: versionOf(found) } };
}

/** Writes all at once if it can be, else each for itself; says of each whether it was written. */
async function writeEach(client: Client, messages: readonly ChangedMessage[]): Promise<boolean[]> {
  const failure = await runBatch(
    client,
    messages.map(({ write }) => write),
  );
  if (failure === null) return messages.map(() => true);
  // The client tries again by itself: a failed guard may be the trace of our own write, whose answer was lost.
  if (failure.kind === 'unclear' || messages.length === 1) return marked(client, messages);
  const each = await Promise.all(messages.map((message) => writeEach(client, [message])));
  return each.flat();
}

/** When it is not clear who wrote: whether the mark on each document is the one we put there. */
async function marked(client: Client, messages: readonly ChangedMessage[]): Promise<boolean[]> {
  const found = await lookAt(client)(messages.map(({ write }) => write.path));
  return messages.map(
    ({ write }) => write.op === 'update' && found.get(write.path)?.commit === write.fields._commit,
  );
}
