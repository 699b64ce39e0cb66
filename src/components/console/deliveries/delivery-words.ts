import type { DeliveryState, Receiver } from '#domain/delivery.ts';
import type { OutboxKind } from '#domain/outbox.ts';
import type { Mark } from '../ui/StatusMark.tsx';

export const stateMarks: Readonly<Record<DeliveryState, { readonly mark: Mark; readonly word: string }>> = {
  pending: { mark: 'wait', word: 'Pending' },
  retrying: { mark: 'wait', word: 'Retrying' },
  sent: { mark: 'ok', word: 'Sent' },
  suppressed: { mark: 'skip', word: 'Suppressed' },
  dead: { mark: 'dead', word: 'Dead' },
};

export const receiverNames: Readonly<Record<Receiver, string>> = {
  klaviyo: 'Klaviyo',
  mail: 'Mail server',
  provider: 'Payment provider',
  operators: 'Operators',
};

export const kindNames: Readonly<Record<OutboxKind, string>> = {
  'klaviyo.event': 'Klaviyo event',
  'klaviyo.subscription': 'Subscription',
  'klaviyo.deletion': 'Deletion request',
  email: 'Mail',
  refund: 'Refund',
  alert: 'Alert',
};

/** `Placed Order`, `order-confirmed mail`, `Refund`: a message by what it is about. */
export function messageName({ kind, topic }: { kind: OutboxKind; topic: string | null }): string {
  if (topic === null) return kindNames[kind];
  return kind === 'email' ? `${topic} mail` : topic;
}
