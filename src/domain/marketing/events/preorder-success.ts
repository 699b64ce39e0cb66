import type { Preorder } from '../../preorder.ts';
import { defineEvent } from '../event.ts';
import { decimalIn } from '../sale.ts';
import { amount, orNull, text } from '../shapes.ts';

export const preorderSuccess = defineEvent({
  metric: 'Preorder Success',
  version: 1,
  audience: 'transactional',
  movesProfile: true,
  source: 'The preorder came into being with its paid order.',
  uniqueIdRule: 'The order number and `:preorder`.',
  valueRule: 'None, because Placed Order counts the same money.',
  changelog: ['Colour, preorder, amount, session and language.'],
  properties: {
    color: text,
    preorder_id: text,
    preorder_number: text,
    amount,
    currency: text,
    session_id: orNull(text),
    locale: text,
  },
  say: ({ order }, preorder: Preorder) => ({
    uniqueId: `${order.order_no}:preorder`,
    promise: order.order_no,
    time: order.paid_at ?? order.created_at,
    value: null,
    properties: {
      color: order.variant,
      preorder_id: preorder.id,
      preorder_number: preorder.preorder_number,
      amount: decimalIn(order, order.amount),
      currency: order.currency,
      session_id: order.session_id,
      locale: order.locale,
    },
  }),
});
