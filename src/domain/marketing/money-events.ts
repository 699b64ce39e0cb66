import type { Order, Transaction } from '../order.ts';
import type { MoneyFact } from '../payment-event.ts';
import {
  type Around,
  announceDisputed,
  announcePaymentFailed,
  announceRefunded,
  type Promised,
} from './announce.ts';
import { oweSubscription } from './subscription.ts';

/** A money fact that is new to its order, and the ledger line it became. */
export type NewFact = { readonly fact: MoneyFact; readonly line: Transaction };

/**
 * The events a new fact about the money is owed as. Every fact is booked once, so in the end the same events are owed in
 * whatever order the facts arrived; whether one is still true is looked at when it is sent.
 */
export function announceMoney(order: Order, { fact, line }: NewFact, around: Around): Promised {
  const subscription = fact.kind === 'charge' ? oweSubscription(order, around) : [];
  const reason = fact.kind === 'charge' ? null : fact.reason;
  return [...subscription, ...announceLine(order, { line, reason }, around)];
}

/** The event a line of the ledger stands for; the reason is the provider's word, where it is known. */
export function announceLine(
  order: Order,
  { line, reason }: { readonly line: Transaction; readonly reason: string | null },
  around: Around,
): Promised {
  const { provider_ref: id, amount, occurred_at: at } = line;
  switch (`${line.action_type}.${line.status}`) {
    case 'charge.failed':
      return announcePaymentFailed(order, at, around);
    case 'refund.succeeded':
      return announceRefunded(order, { id, amount, at, reason }, around);
    case 'dispute.open':
      return announceDisputed(order, { id, amount, at, reason }, around);
    default:
      return [];
  }
}
