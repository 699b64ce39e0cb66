import { freshId } from '#sandbox/random.ts';
import { emit, type Source } from '#sandbox/stripe/events.ts';
import { findCharge } from '#sandbox/stripe/objects/charge.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow } from '#sandbox/world.ts';

type RefundFields = {
  amount: number;
  reason: Stored.Refund['reason'];
  metadata: Record<string, string>;
  status: 'succeeded' | 'pending';
};

/** Gives money back; `pending` leaves the word to the bank. The caller has checked the amount. */
export function openRefund(source: Source, charge: Stored.Charge, fields: RefundFields): Stored.Refund {
  const refund = source.world.state.refunds.insert({
    id: freshId(charge.id.startsWith('py_') ? 'pyr' : 're'),
    object: 'refund',
    amount: fields.amount,
    balance_transaction: null,
    charge: charge.id,
    created: unixNow(source.world),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details: {
      card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
      type: 'card',
    },
    metadata: fields.metadata,
    payment_intent: charge.payment_intent,
    payment_method: null,
    reason: fields.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: fields.status,
    transfer_reversal: null,
  });
  charge.amount_refunded += refund.amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  emit(source, 'refund.created', refund);
  emit(source, 'charge.refunded', charge);
  return refund;
}

/** The bank confirms a pending refund. */
export function confirmRefund(source: Source, refund: Stored.Refund): void {
  if (refund.status !== 'pending') return;
  refund.status = 'succeeded';
  announceUpdate(source, refund, { status: 'pending' });
}

/** The bank sends the money back to us: a refund may fail even after it succeeded. */
export function failRefund(source: Source, refund: Stored.Refund): void {
  if (refund.status !== 'pending' && refund.status !== 'succeeded') return;
  const before = { status: refund.status };
  refund.status = 'failed';
  refund.failure_reason = 'expired_or_canceled_card';
  takeBack(source, refund);
  emit(source, 'refund.failed', refund);
  announceUpdate(source, refund, before);
}

/** A refund that has not left yet is called off. */
export function cancelOpenRefund(source: Source, refund: Stored.Refund): void {
  const before = { status: refund.status };
  refund.status = 'canceled';
  takeBack(source, refund);
  announceUpdate(source, refund, before);
}

export function announceUpdate(source: Source, refund: Stored.Refund, before: Record<string, unknown>): void {
  emit(source, 'refund.updated', refund, before);
  emit(source, 'charge.refund.updated', refund, before);
}

function takeBack(source: Source, refund: Stored.Refund): void {
  const charge = findCharge(source.world, refund.charge);
  charge.amount_refunded -= refund.amount;
  charge.refunded = false;
}
