import type { Insert, Update, Versioned } from '#domain/changes.ts';
import { insert, update } from '#domain/changes.ts';
import type { Decision } from '#domain/decision.ts';
import type { PaymentEvent } from '#domain/payment-event.ts';
import { isRedacted } from '#domain/redaction.ts';
import { brokenDown, lastAttempt, type WebhookAttempt, type WebhookLog } from '#domain/webhook-log.ts';

/** The trace of one event while it is worked on. */
export type WebhookTrace = {
  readonly id: string;
  readonly event: PaymentEvent;
  readonly known: Versioned<WebhookLog> | null;
  readonly receivedAt: Date;
};

type Ending = Pick<Decision, 'status' | 'sentence' | 'code' | 'nextAttemptAt' | 'orderId' | 'preorderId'>;

/**
 * Writes every event's trace: one row per event, inserted with its first outcome and updated when a failed one is driven
 * again. It answers changes and touches no store, so the row lands in the same commit as everything the event caused.
 */
export const WebhookLogger = {
  /** Opens the trace of an event; a row that stands already keeps its id. */
  start(
    event: PaymentEvent,
    known: Versioned<WebhookLog> | null,
    at: { now: Date; newId: string },
  ): WebhookTrace {
    return { id: known?.record.id ?? at.newId, event, known, receivedAt: at.now };
  },

  /** The row for an event that was decided, whatever the outcome. */
  finish(trace: WebhookTrace, ending: Ending, now: Date): Insert<'webhook_logs'> | Update<'webhook_logs'> {
    const outcome = {
      status: ending.status,
      result: ending.sentence,
      error: ending.status === 'failed' ? ending.sentence : null,
      error_code: ending.code,
      next_attempt_at: ending.nextAttemptAt,
      order_id: ending.orderId,
      preorder_id: ending.preorderId,
      attempts: (trace.known?.record.attempts ?? 0) + 1,
      history: earlierAttempts(trace.known?.record ?? null),
      processed_at: now,
      duration_ms: now.getTime() - trace.receivedAt.getTime(),
      updated_at: now,
    };
    if (trace.known) return update('webhook_logs', trace.known, { ...outcome, ...withoutPerson(trace) });
    return insert('webhook_logs', {
      ...identity(trace),
      ...outcome,
      received_at: trace.receivedAt,
      delay_ms: delayOf(trace),
      created_at: now,
    });
  },

  /** The row for an event whose processing broke down: kept with its body, tried again later and later. */
  failure(trace: WebhookTrace, error: unknown, now: Date): Insert<'webhook_logs'> | Update<'webhook_logs'> {
    const ending = {
      status: 'failed',
      sentence: `Nothing was booked here, and the money is at the provider as it was: our processing broke down (${nameOf(error)}). It is tried again; the log tells the cause under the id of this event.`,
      code: brokenDown,
      nextAttemptAt: new Date(now.getTime() + breakdownDelayMs(trace.known?.record.attempts ?? 0)),
      orderId: trace.known?.record.order_id ?? null,
      preorderId: trace.known?.record.preorder_id ?? null,
    } as const;
    return WebhookLogger.finish(trace, ending, now);
  },
};

/** Milliseconds until it is tried again after so many earlier tries. A minute mends a blip, a mistake of ours takes longer. */
const breakdownDelayMs = (tries: number): number => (tries < 5 ? 60_000 : 3_600_000);

/** What broke, without a word that may be about a shopper. The codes of databases and systems are words for look-ups. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no error';
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}

/** A row whose event turned out to be about somebody who was erased forgets them, too. */
const withoutPerson = ({ event: { rawData } }: WebhookTrace): Partial<WebhookLog> =>
  isRedacted(rawData) ? { email: null, raw_data: rawData } : {};

/** Attempts of which the story is kept; an event that failed more often has failed alike. */
const longestHistory = 20;

function earlierAttempts(known: WebhookLog | null): readonly WebhookAttempt[] {
  return known === null ? [] : [...known.history, lastAttempt(known)].slice(-longestHistory);
}

/** The most an integer column holds, some 24 days. */
const longestDelayMs = 2 ** 31 - 1;

/** What we fetched ourselves was never on its way. A provider whose clock is ahead of ours has not delivered early. */
const delayOf = ({ event, receivedAt }: WebhookTrace): number | null =>
  isDelivered(event)
    ? Math.min(longestDelayMs, Math.max(0, receivedAt.getTime() - event.occurredAt.getTime()))
    : null;

const isDelivered = ({ provider, eventId }: PaymentEvent): boolean =>
  provider === 'stripe' && eventId.startsWith('evt_');

function identity({ id, event }: WebhookTrace) {
  return {
    id,
    provider: event.provider,
    event_id: event.eventId,
    event: event.type,
    stripe_event_id: isDelivered(event) ? event.eventId : null,
    api_version: event.apiVersion,
    livemode: event.livemode,
    email: event.email,
    trade_no: tradeNoOf(event),
    raw_data: event.rawData,
  };
}

/** The provider's trade number an event speaks of, where it names one. */
export function tradeNoOf({ fact }: PaymentEvent): string | null {
  if (fact.kind === 'charge') return fact.checkout.tradeNo;
  return 'tradeNo' in fact ? fact.tradeNo : null;
}
