import type { TableName } from '#domain/changes.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import { awaitsBirth, type WebhookLog } from '#domain/webhook-log.ts';
import type { Row } from './fields.ts';

/*
 * A queue is an index over a field that only the waiting have: what is done leaves the index, which stays as small as
 * the queue. Null means "not in it". What seems to be somebody else's waits until it expires, should it be ours after all.
 */

/** How long the journal of what came in is kept, days, once an event is done with. */
const journalDays = 400;
const day = 86_400_000;

/** When a message or a failed event is to be taken up again. */
export function dueAt(table: TableName, record: Row): Date | null {
  if (table === 'outbox') {
    const { status, next_attempt_at } = record as OutboxMessage;
    return status === 'pending' || status === 'sending' ? next_attempt_at : null;
  }
  return isFailed(table, record) ? (record as WebhookLog).next_attempt_at : null;
}

/** Where a document keeps it. */
export const waitsForField = '_waits_for';
/** The trade number whose order an event waits for that failed, or was taken for somebody else's. */
export const waitsFor = (table: TableName, record: Row): string | null =>
  table === 'webhook_logs' && awaitsBirth(record as WebhookLog) ? (record as WebhookLog).trade_no : null;

/**
 * From when the database may clear a record away; some time later it does. Nothing counts on that: an event that comes
 * back after so long finds its order as it stands.
 */
export function expiresAt(table: TableName, record: Row): Date | null {
  if (table !== 'webhook_logs' || isFailed(table, record)) return null;
  return new Date((record as WebhookLog).created_at.getTime() + journalDays * day);
}

const isFailed = (table: TableName, record: Row): boolean =>
  table === 'webhook_logs' && record.status === 'failed';
