import { callOff } from '../call-off.ts';
import { formatMoney, money } from '../money.ts';
import type { OrderAtHand } from '../order-at-hand.ts';
import { guard, refundsOf } from '../order-at-hand.ts';
import { oweRefund, refundable } from '../refund.ts';
import type { RefundReason } from '../refund-record.ts';
import type { OperatorAct, OperatorAround } from './act.ts';
import { actLine, doneBefore, refused } from './act.ts';
import type { Refusal } from './refusal.ts';
import { beforeShippingRefusal } from './refusal.ts';

/** The reasons an operator may give for a refund. */
export const operatorReasons = [
  'asked_by_buyer',
  'paid_twice',
  'not_deliverable',
  'goodwill',
  'fraud',
] as const satisfies readonly RefundReason[];

/** `amount` is minor units of the order's currency. */
export type RefundWish = { readonly amount: number; readonly reason: (typeof operatorReasons)[number] };

/** Owes a buyer a part of their money, or all that is left; the goods follow when the provider says that all of it went back. */
export function refundOrder(at: OrderAtHand, wish: RefundWish, around: OperatorAround): OperatorAct {
  const { record: order } = at.order;
  const refusal = refundRefusal(at, wish);
  if (refusal !== null) return refused(refusal);
  const terms = { ...wish, requestedBy: around.actor, name: around.actId, note: around.reason };
  const owed = oweRefund({ order, records: refundsOf(at) }, terms, around);
  const amount = formatMoney(money(wish.amount, order.currency), 'en');
  const told = {
    action: 'refund.requested',
    message: `gives back ${amount} (${wish.reason.replaceAll('_', ' ')}).`,
    data: { amount: wish.amount, currency: order.currency, refund_reason: wish.reason },
  };
  return { kind: 'done', changes: [guard(at, around), ...owed.changes, actLine(order, told, around)] };
}

function refundRefusal(at: OrderAtHand, { amount }: RefundWish): Refusal | null {
  const { record: order } = at.order;
  if (order.paid_at === null) return 'not_paid';
  if (order.status === 'disputed') return 'disputed';
  const left = refundable(order, refundsOf(at));
  if (left === 0 || order.trade_no === null) return 'nothing_left';
  return amount > left || amount < 1 ? 'too_much' : null;
}

/** Calls off an order that has not left the house, whatever buyers may do by themselves, and owes all that has not gone back. */
export function cancelForOperator(at: OrderAtHand, around: OperatorAround): OperatorAct {
  if (at.preorder?.record.status === 'cancelled') return doneBefore;
  const refusal = beforeShippingRefusal(at);
  const stands = refusal === null || refusal === 'being_refunded' || refusal === 'held';
  if (!stands || at.preorder === null) return refused(refusal ?? 'not_begun');
  const { record: order } = at.order;
  const terms = { reason: 'not_deliverable', requestedBy: around.actor, note: around.reason } as const;
  const called = callOff({ ...at, preorder: at.preorder }, { ...terms, name: around.actId }, around);
  const back = formatMoney(money(called.owed, order.currency), 'en');
  const told = { action: 'order.cancelled', message: `was cancelled by an operator; ${back} goes back.` };
  return { kind: 'done', changes: [...called.changes, actLine(order, told, around)] };
}
