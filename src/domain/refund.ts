import type { Change } from './changes.ts';
import { ensure } from './changes.ts';
import type { Order } from './order.ts';
import { newMessage } from './outbox.ts';
import type { PaymentMethod } from './payment-event.ts';
import type { RefundReason, RefundRecord } from './refund-record.ts';
import { inFlight } from './refund-record.ts';

/** A refund we owe, as the outbox keeps it. Amounts are minor units of `currency`. */
export type RefundPromise = {
  readonly orderId: string;
  readonly orderNo: string;
  readonly method: PaymentMethod;
  readonly tradeNo: string;
  /** Names the promise at the provider, whatever becomes of a single attempt. */
  readonly refundNo: string;
  /** Rises only after a definite failure, because the provider repeats a stored answer to the same number and attempt. */
  readonly attempt: number;
  readonly amount: number;
  /** What the payment brought in all, so that no more than the rest of it is asked for. */
  readonly captured: number;
  readonly currency: string;
  readonly reason: RefundReason;
};

export type RefundTerms = {
  readonly reason: RefundReason;
  /** `buyer`, `system`, or an operator by name. */
  readonly requestedBy: string;
  /** Minor units of the order's currency; all that is left to give back when left out. */
  readonly amount?: number;
  /** Tells this promise from others to the same order: asked for twice under one name, it is owed once. The reason when left out. */
  readonly name?: string;
  readonly note?: string | null;
};

type Around = { readonly now: Date; readonly newId: () => string; readonly logId?: string };

/** What may still be asked for of an order, minor units: what was paid without what went back and what is on its way. */
export const refundable = (
  { paid_at, amount, amount_refunded }: Order,
  records: readonly RefundRecord[],
): number => (paid_at === null ? 0 : Math.max(0, amount - amount_refunded - inFlight(records)));

/** A refund that is owed: its amount, minor units, and what has to be written for it. */
export type OwedRefund = { readonly amount: number; readonly changes: readonly Change[] };

const nothingOwed: OwedRefund = { amount: 0, changes: [] };

/**
 * The promise to give money back and the record of it, or nothing where there is none to give: nothing was paid, or all of
 * it went back or is on its way. No money is booked by it; that is left to the provider's word. Throws RangeError for an
 * amount the order does not hold.
 */
export function oweRefund(
  { order, records }: { readonly order: Order; readonly records: readonly RefundRecord[] },
  terms: RefundTerms,
  around: Around,
): OwedRefund {
  const rest = refundable(order, records);
  const amount = terms.amount ?? rest;
  if (!Number.isSafeInteger(amount) || amount < 0 || amount > rest) {
    throw new RangeError(
      `${order.order_no} has ${rest} ${order.currency} to give back (minor units), not ${amount}`,
    );
  }
  if (amount === 0 || order.trade_no === null) return nothingOwed;
  const refundNo = `${order.order_no}-${terms.name ?? terms.reason}`;
  const payload: RefundPromise = {
    orderId: order.id,
    orderNo: order.order_no,
    method: order.payment_method,
    tradeNo: order.trade_no,
    refundNo,
    attempt: 1,
    amount,
    captured: order.amount,
    currency: order.currency,
    reason: terms.reason,
  };
  const promise = {
    kind: 'refund',
    dedupe_key: `refund:${refundNo}`,
    topic: null,
    payload,
    order_id: order.id,
    webhook_log_id: around.logId ?? null,
  } as const;
  const record = newRecord(payload, terms, around);
  return {
    amount,
    changes: [ensure('refund_records', record), ensure('outbox', newMessage(promise, around))],
  };
}

const newRecord = (
  { orderId, refundNo, amount, currency }: RefundPromise,
  { reason, requestedBy, note = null }: RefundTerms,
  { now, newId }: Around,
): RefundRecord => ({
  id: newId(),
  order_id: orderId,
  refund_no: refundNo,
  refund_amount: amount,
  currency,
  status: 'pending',
  refund_reason: reason,
  note,
  requested_by: requestedBy,
  provider_refund_id: null,
  attempt: 1,
  failure_reason: null,
  completed_at: null,
  created_at: now,
  updated_at: now,
});
