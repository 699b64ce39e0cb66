import { owedBack } from './failed-refund.ts';
import type { Order, Transaction } from './order.ts';
import { standingOf } from './order.ts';
import type { Preorder } from './preorder.ts';
import { refundable } from './refund.ts';
import type { RefundRecord } from './refund-record.ts';

export const orderStates = [
  'pending',
  'paid',
  'being_checked',
  'sold_out',
  'in_production',
  'shipped',
  'delivered',
  'partially_refunded',
  'cancelled',
  'cancelled_free',
  'refunded',
  'refund_failed',
  'disputed',
  'failed',
  'expired',
] as const;

/** What the page of an order says first: what happened to the money, and with it to the goods. */
export type OrderState = (typeof orderStates)[number];

type OnRecord = {
  readonly order: Order;
  readonly preorder: Preorder | null;
  readonly transactions: readonly Transaction[];
  readonly refunds: readonly RefundRecord[];
};

/** Where an order stands, told by its money first. */
export function stateOf(known: OnRecord): OrderState {
  const { order, transactions } = known;
  switch (order.status) {
    case 'pending':
      return 'pending';
    case 'cancelled':
      return standingOf(transactions).charge === 'expired' ? 'expired' : 'failed';
    case 'disputed':
      return 'disputed';
    case 'refunded':
      return 'refunded';
    case 'paid':
    case 'partially_refunded':
      return stateOfPaid(known);
  }
}

function stateOfPaid({ order, preorder, refunds }: OnRecord): OrderState {
  if (owedBack(order, refunds) > 0) return 'refund_failed';
  if (order.needs_attention === 'oversold') return 'sold_out';
  if (preorder?.status === 'cancelled') return order.amount === 0 ? 'cancelled_free' : 'cancelled';
  if (order.status === 'partially_refunded') return 'partially_refunded';
  if (preorder === null) return 'being_checked';
  return preorder.status === 'confirmed' || preorder.status === 'refunded' ? 'paid' : preorder.status;
}

/** What is to go back to the buyer and has not yet, minor units: everything once the order is called off. */
export function owedTo({ order, preorder, refunds }: Omit<OnRecord, 'transactions'>): number {
  if (order.status !== 'paid' && order.status !== 'partially_refunded') return 0;
  const isCalledOff = preorder?.status === 'cancelled' || order.needs_attention === 'oversold';
  return isCalledOff ? refundable(order, []) : owedBack(order, refunds);
}
