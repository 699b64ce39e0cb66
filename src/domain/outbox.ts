export const outboxKinds = [
  'klaviyo.event',
  'klaviyo.subscription',
  'klaviyo.deletion',
  'refund',
  'email',
  'alert',
] as const;
export type OutboxKind = (typeof outboxKinds)[number];

export const outboxStatuses = ['pending', 'sending', 'sent', 'suppressed', 'dead'] as const;
export type OutboxStatus = (typeof outboxStatuses)[number];

export const outboxMoves = {
  pending: ['sending', 'suppressed'], // the person it is about is erased
  sending: ['sent', 'pending', 'suppressed', 'dead', 'sending'], // sending again once the lease lapsed, under a new token
  sent: ['pending'], // an operator sends an event again under the id it had
  suppressed: ['pending'], // the same, once what spoke against it is gone
  dead: ['pending', 'suppressed'], // an operator revives it, or its person is erased
} as const satisfies Record<OutboxStatus, readonly OutboxStatus[]>;

/** A promise made to the outside, kept until it is fulfilled; `dedupe_key` names the promise. */
export type OutboxMessage = {
  readonly id: string;
  readonly kind: OutboxKind;
  readonly dedupe_key: string;
  /** What it is about within its kind: the metric of an event, the name of a mail. */
  readonly topic: string | null;
  readonly payload: unknown;
  readonly status: OutboxStatus;
  readonly attempts: number;
  readonly next_attempt_at: Date;
  readonly lease_token: string | null;
  readonly leased_until: Date | null;
  readonly last_error: string | null;
  readonly order_id: string | null;
  readonly webhook_log_id: string | null;
  readonly sent_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
};

/** What a promise consists of; everything else about a message is its life in the outbox. */
export type OutboxPromise = Pick<
  OutboxMessage,
  'kind' | 'dedupe_key' | 'topic' | 'payload' | 'order_id' | 'webhook_log_id'
>;

/** A message that is due at once and was never tried. */
export const newMessage = (
  promise: OutboxPromise,
  { now, newId }: { now: Date; newId: () => string },
): OutboxMessage => ({
  ...promise,
  id: newId(),
  status: 'pending',
  attempts: 0,
  next_attempt_at: now,
  lease_token: null,
  leased_until: null,
  last_error: null,
  sent_at: null,
  created_at: now,
  updated_at: now,
});

/** Seconds to wait after the nth failed attempt: quick tries for a blip, then a long tail that outlasts an outage of days. */
export const retryDelaysSeconds = [
  1, 2, 4, 60, 300, 900, 3600, 10_800, 21_600, 43_200, 86_400, 86_400,
] as const;

/** How long a claimed message belongs to its worker, seconds; longer than any single delivery may take. */
export const leaseSeconds = 60;

/**
 * When a failed message is due again, or null when it has been tried often enough and is dead.
 * `spread` in [0, 1) shortens the wait by up to a fifth so that a crowd does not come back at once.
 */
export function nextAttemptAt(
  attempts: number,
  now: Date,
  { retryAfterSeconds = 0, spread = 0 }: { retryAfterSeconds?: number | null; spread?: number },
): Date | null {
  const delay = retryDelaysSeconds[attempts - 1];
  if (delay === undefined) return null;
  const seconds = Math.max(delay * (1 - spread / 5), retryAfterSeconds ?? 0);
  return new Date(now.getTime() + Math.round(seconds * 1000));
}
