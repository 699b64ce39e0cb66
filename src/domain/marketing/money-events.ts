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
export function announceMoney(order: Order, told: NewFact, around: Around): Promised {
  const subscription = told.fact.kind === 'charge' ? oweSubscription(order, around) : [];
  return [...subscription, ...announced(order, told, around)];
}

function announced(order: Order, { fact, line }: NewFact, around: Around): Promised {
  const { provider_ref: id, amount, occurred_at: at } = line;
  switch (`${fact.kind}.${fact.status}`) {
    case 'charge.failed':
      return announcePaymentFailed(order, at, around);
    case 'refund.succeeded':
      return announceRefunded(order, { id, amount, at, reason: reasonOf(fact) }, around);
    case 'dispute.open':
      return announceDisputed(order, { id, amount, at, reason: reasonOf(fact) }, around);
    default:
      return [];
  }
}

const reasonOf = (fact: MoneyFact): string | null => (fact.kind === 'charge' ? null : fact.reason);
