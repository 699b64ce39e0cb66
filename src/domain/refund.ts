import type { Ensure } from './changes.ts';
import { ensure } from './changes.ts';
import type { Order } from './order.ts';
import { newMessage } from './outbox.ts';
import type { PaymentMethod } from './payment-event.ts';

export const refundReasons = ['cancelled_by_buyer', 'sold_out', 'paid_twice', 'goodwill'] as const;
export type RefundReason = (typeof refundReasons)[number];

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
  /** Minor units of the order's currency; all that has not gone back yet when left out. */
  readonly amount?: number;
  /** Tells this promise from others to the same order: asked for twice under one name, it is owed once. The reason when left out. */
  readonly name?: string;
};

type Around = { readonly now: Date; readonly newId: () => string; readonly logId?: string };

/** What may still be given back of an order, minor units. */
export const refundable = ({ paid_at, amount, amount_refunded }: Order): number =>
  paid_at === null ? 0 : Math.max(0, amount - amount_refunded);

/**
 * The promise to give money back, or null when there is none to give: nothing was paid, or all of it went back. No money is
 * booked by it; that is left to the provider's word. Throws RangeError for an amount the order does not hold.
 */
export function oweRefund(order: Order, terms: RefundTerms, around: Around): Ensure<'outbox'> | null {
  const rest = refundable(order);
  const amount = terms.amount ?? rest;
  if (!Number.isSafeInteger(amount) || amount < 0 || amount > rest) {
    throw new RangeError(
      `${order.order_no} has ${rest} ${order.currency} to give back (minor units), not ${amount}`,
    );
  }
  if (amount === 0 || order.trade_no === null) return null;
  const payload: RefundPromise = {
    orderId: order.id,
    orderNo: order.order_no,
    method: order.payment_method,
    tradeNo: order.trade_no,
    refundNo: `${order.order_no}-${terms.name ?? terms.reason}`,
    attempt: 1,
    amount,
    captured: order.amount,
    currency: order.currency,
    reason: terms.reason,
  };
  const promise = {
    kind: 'refund',
    dedupe_key: `refund:${payload.refundNo}`,
    topic: null,
    payload,
    order_id: order.id,
    webhook_log_id: around.logId ?? null,
  } as const;
  return ensure('outbox', newMessage(promise, around));
}
