import type { ActivityLog } from './activity.ts';
import type { Change, Versioned } from './changes.ts';
import { insert, update } from './changes.ts';
import { actorOf, type Operator } from './operator.ts';
import { type OutboxKind, type OutboxMessage, type OutboxStatus, outboxMoves } from './outbox.ts';

/** How a message stands, in the words of those who look after them: what is being sent is still pending, or tried again. */
export const deliveryStates = ['pending', 'retrying', 'sent', 'suppressed', 'dead'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export function stateOf({ status, attempts }: Pick<OutboxMessage, 'status' | 'attempts'>): DeliveryState {
  if (status === 'pending' || status === 'sending') return attempts === 0 ? 'pending' : 'retrying';
  return status;
}

/** What is on its way in either state. */
export const waitingStatuses = ['pending', 'sending'] as const satisfies readonly OutboxStatus[];

/** Who takes each kind of message. */
export const receiverOf = {
  'klaviyo.event': 'klaviyo',
  'klaviyo.subscription': 'klaviyo',
  'klaviyo.deletion': 'klaviyo',
  email: 'mail',
  refund: 'provider',
  alert: 'operators',
} as const satisfies Record<OutboxKind, Receiver>;
export const receivers = ['klaviyo', 'mail', 'provider', 'operators'] as const;
export type Receiver = (typeof receivers)[number];

/** Who acts on a message, why, and with what time and ids. */
export type DeliveryAct = {
  readonly operator: Operator;
  readonly reason: string;
  readonly now: Date;
  readonly newId: () => string;
};

type Kept = Versioned<OutboxMessage>;

/** Makes a dead message due again, with all its tries before it. Null when it is not dead, so that pressing twice changes nothing. */
export function revive(message: Kept, act: DeliveryAct): readonly Change[] | null {
  return message.record.status === 'dead' ? dueAgain(message, 'revived', act) : null;
}

/**
 * Sends a marketing event once more under the id it had, so that Klaviyo drops it when it has it already. Null for every
 * other kind, and for what is on its way or dead.
 */
export function resend(message: Kept, act: DeliveryAct): readonly Change[] | null {
  return mayResend(message.record) ? dueAgain(message, 'resent', act) : null;
}

/** A mail sent again would be a second mail, a refund asked for again a second look at the provider; an event is the same event. */
export const mayResend = ({ kind, status }: Pick<OutboxMessage, 'kind' | 'status'>): boolean =>
  kind === 'klaviyo.event' && (status === 'sent' || status === 'suppressed');

function dueAgain(message: Kept, what: 'revived' | 'resent', act: DeliveryAct): readonly Change[] | null {
  const { status, attempts, last_error } = message.record;
  const onward: readonly OutboxStatus[] = outboxMoves[status];
  if (!onward.includes('pending')) return null;
  const set = {
    status: 'pending',
    attempts: 0,
    next_attempt_at: act.now,
    lease_token: null,
    leased_until: null,
    last_error: null,
    sent_at: null,
    updated_at: act.now,
  } as const;
  const before = last_error === null ? status : `${status}: ${last_error}`;
  const message_ = `${what === 'revived' ? 'Revived' : 'Sent again under the same id'} after ${attempts} tries (${before}). ${act.reason}`;
  return [update('outbox', message, set), deliveryLine(message.record, { what, message: message_ }, act)];
}

/** The line in the history of a message. */
export function deliveryLine(
  { id, kind, topic, order_id }: Pick<OutboxMessage, 'id' | 'kind' | 'topic' | 'order_id'>,
  { what, message }: { readonly what: 'revived' | 'resent' | 'revealed'; readonly message: string },
  { operator, now, newId }: Omit<DeliveryAct, 'reason'>,
): Change {
  const line: ActivityLog = {
    id: newId(),
    subject_type: 'outbox',
    subject_id: id,
    action: `outbox.${what}`,
    actor: actorOf(operator),
    level: 'info',
    message,
    error_code: null,
    data: { kind, topic, order_id },
    created_at: now,
  };
  return insert('activity_logs', line);
}

/** What became of a message, in one sentence. */
export function deliverySentence(message: OutboxMessage): string {
  const { attempts, last_error, status } = message;
  const tries = attempts === 1 ? 'one try' : `${attempts} tries`;
  switch (stateOf(message)) {
    case 'pending':
      return status === 'sending' ? 'It is being sent at this moment.' : 'It was not tried yet and is due.';
    case 'retrying':
      return `It did not arrive in ${tries} and is tried again. ${last_error ?? ''}`.trim();
    case 'sent':
      return `${receiverWords[receiverOf[message.kind]]} accepted it.`;
    case 'suppressed':
      return `It was deliberately not sent. ${last_error ?? ''}`.trim();
    case 'dead':
      return `It was given up after ${tries}. ${last_error ?? ''}`.trim();
  }
}

const receiverWords: Readonly<Record<Receiver, string>> = {
  klaviyo: 'Klaviyo',
  mail: 'The mail server',
  provider: 'The payment provider',
  operators: 'The receiver of alerts',
};
