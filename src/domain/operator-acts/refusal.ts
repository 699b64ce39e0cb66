import type { Order } from '../order.ts';
import type { OrderAtHand } from '../order-at-hand.ts';
import { refundsOf } from '../order-at-hand.ts';
import { isHeld } from '../order-policy.ts';
import type { PreorderStatus } from '../preorder.ts';
import { refundable } from '../refund.ts';

/** Why an operator may not do something with an order just now, in words for them. */
export const refusals = {
  not_paid: 'Nothing was paid for it.',
  disputed: 'Its payment is disputed; wait for the bank to decide.',
  refunded: 'All of its money went back.',
  being_refunded: 'All of its money is on its way back.',
  cancelled: 'It was cancelled.',
  held: 'It is held until somebody decides what needs attention.',
  oversold: 'No piece was left for it; its money goes back by itself.',
  not_begun: 'Nothing is being made for it. Refund it instead.',
  not_in_production: 'It is not in production yet.',
  left_already: 'It has left the house already.',
  not_shipped: 'It has not been shipped.',
  nothing_left: 'There is no money left to give back.',
  too_much: 'That is more than is left to give back.',
  no_address: 'There is no e-mail address to write to.',
  not_flagged: 'Nothing about it needs attention.',
  still_owed: 'It is paid and nothing is made for it: start it, or refund it.',
  begun_already: 'It is being made already.',
  not_for_sale: 'The catalogue does not know what was bought.',
} as const;
export type Refusal = keyof typeof refusals;

/** Why an order is not one whose money is here and stays here. */
export function paidRefusal({ status }: Order): Refusal | null {
  if (status === 'paid' || status === 'partially_refunded') return null;
  return status === 'disputed' || status === 'refunded' ? status : 'not_paid';
}

/** Why the goods of an order may not move on, whatever station they are at. */
export function goodsRefusal(at: OrderAtHand): Refusal | null {
  const { record: order } = at.order;
  const unpaid = paidRefusal(order);
  if (unpaid !== null) return unpaid;
  if (order.needs_attention === 'oversold') return 'oversold';
  if (at.preorder?.record.status === 'cancelled') return 'cancelled';
  if (isHeld(order)) return 'held';
  if (at.preorder === null) return 'not_begun';
  return order.amount > 0 && refundable(order, refundsOf(at)) === 0 ? 'being_refunded' : null;
}

/** Why something that is done before the parcel leaves may not be done any more. */
export function beforeShippingRefusal(at: OrderAtHand): Refusal | null {
  const refusal = goodsRefusal(at);
  if (refusal !== null) return refusal;
  return at.preorder && hasLeft(at.preorder.record.status) ? 'left_already' : null;
}

export const hasLeft = (status: PreorderStatus): boolean => status === 'shipped' || status === 'delivered';
