import { money } from '../../money.ts';
import { defineEvent } from '../event.ts';
import { aboutOrder, decimalIn, itemShapes, itemsOf, orderShapes, productUrl } from '../sale.ts';
import { amount, link, orNull, text, yesNo } from '../shapes.ts';

export const paymentFailed = defineEvent({
  metric: 'Payment Failed',
  version: 1,
  audience: 'transactional',
  movesProfile: true,
  source: 'A payment that was under way was refused by the bank in the end.',
  uniqueIdRule: 'The order number and `:failed`.',
  valueRule: 'None, because nothing was paid.',
  changelog: ['The order, the amount, and where to try again.'],
  properties: { ...orderShapes, Amount: amount, RetryURL: link, ...itemShapes },
  say: (sale, { at }: { at: Date }) => ({
    uniqueId: `${sale.order.order_no}:failed`,
    promise: sale.order.order_no,
    time: at,
    value: null,
    properties: {
      ...aboutOrder(sale),
      Amount: decimalIn(sale.order, sale.order.amount),
      RetryURL: productUrl(sale),
      ...itemsOf(sale),
    },
  }),
});

/** A movement of money at the provider; the amount is minor units of the order's currency. */
export type Movement = {
  /** The provider's own id. */
  readonly id: string;
  readonly amount: number;
  readonly at: Date;
  readonly reason: string | null;
};

export const refundedOrder = defineEvent({
  metric: 'Refunded Order',
  version: 1,
  audience: 'transactional',
  movesProfile: true,
  source: 'A refund went through at the provider, whoever asked for it.',
  uniqueIdRule: "The provider's id of the refund, so that every partial refund counts.",
  valueRule: 'What went back with this refund.',
  changelog: ['The order, what went back, and whether that was all of it.'],
  properties: {
    ...orderShapes,
    RefundId: text,
    RefundAmount: amount,
    Reason: orNull(text),
    IsPartial: yesNo,
    ...itemShapes,
  },
  say: (sale, refund: Movement) => ({
    uniqueId: refund.id,
    time: refund.at,
    value: money(refund.amount, sale.order.currency),
    properties: {
      ...aboutOrder(sale),
      RefundId: refund.id,
      RefundAmount: decimalIn(sale.order, refund.amount),
      Reason: refund.reason,
      IsPartial: refund.amount < sale.order.amount,
      ...itemsOf(sale),
    },
  }),
});

export const disputeOpened = defineEvent({
  metric: 'Dispute Opened',
  version: 1,
  audience: 'transactional',
  movesProfile: false,
  source: 'The buyer disputed the payment with their bank.',
  uniqueIdRule: "The provider's id of the dispute.",
  valueRule: 'None, because it is not decided yet.',
  changelog: ['The order, the amount in dispute and the reason the bank gives.'],
  properties: { ...orderShapes, DisputeId: text, Amount: amount, Reason: orNull(text), ...itemShapes },
  say: (sale, dispute: Movement) => ({
    uniqueId: dispute.id,
    time: dispute.at,
    value: null,
    properties: {
      ...aboutOrder(sale),
      DisputeId: dispute.id,
      Amount: decimalIn(sale.order, dispute.amount),
      Reason: dispute.reason,
      ...itemsOf(sale),
    },
  }),
});
