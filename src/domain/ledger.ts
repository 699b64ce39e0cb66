import type { Surroundings } from './decision.ts';
import type { Order, Transaction } from './order.ts';
import { standingOf } from './order.ts';
import type { MoneyFact, PaymentEvent } from './payment-event.ts';

/** The ledger line a money fact becomes; facts about one provider object in one status are one line. */
export function ledgerLine(
  event: PaymentEvent,
  fact: MoneyFact,
  order: { id: string },
  around: Surroundings,
): Transaction {
  const { ref, amount, currency } = movement(fact);
  return {
    id: around.newId(),
    order_id: order.id,
    transaction_no: `${event.provider}:${ref}:${fact.status}`,
    payment_method: event.provider,
    action_type: fact.kind,
    amount,
    currency,
    status: fact.status,
    provider_ref: ref,
    webhook_log_id: around.logId,
    occurred_at: event.occurredAt,
    created_at: around.now,
  };
}

function movement(fact: MoneyFact): { ref: string; amount: number; currency: string } {
  if (fact.kind === 'charge') {
    return { ref: fact.checkout.sessionId, amount: fact.checkout.amount, currency: fact.checkout.currency };
  }
  return {
    ref: fact.kind === 'refund' ? fact.refundId : fact.disputeId,
    amount: fact.amount,
    currency: fact.currency,
  };
}

/** The columns of an order that are nothing but its ledger added up. */
export function booked(
  ledger: readonly Transaction[],
): Pick<Order, 'status' | 'amount_refunded' | 'paid_at' | 'cancelled_at'> {
  const standing = standingOf(ledger);
  const timeOf = (status: string): Date | null =>
    ledger
      .filter((line) => line.action_type === 'charge' && line.status === status)
      .map((line) => line.occurred_at)
      .sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
  return {
    status: standing.status,
    amount_refunded: standing.amountRefunded,
    paid_at: timeOf('succeeded'),
    cancelled_at: standing.status === 'cancelled' ? timeOf(standing.charge) : null,
  };
}
