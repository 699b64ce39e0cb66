import { money } from '../../money.ts';
import { defineEvent } from '../event.ts';
import { aboutOrder, itemShapes, itemsOf, orderShapes, productUrl, type Sale } from '../sale.ts';
import { link, orNull, text } from '../shapes.ts';

const { OrderId: _id, OrderStatusURL: _status, ...cartShapes } = orderShapes;

/** There is no order yet, so what leads to one is left out. */
function aboutCart(sale: Sale) {
  const { OrderId: _id, OrderStatusURL: _status, ...cart } = aboutOrder(sale);
  return cart;
}

const cartValue = ({ order }: Sale) => money(order.amount_subtotal, order.currency);

export const startedCheckout = defineEvent({
  metric: 'Started Checkout',
  version: 1,
  audience: 'marketing',
  movesProfile: true,
  source: 'A payment page was opened by somebody who gave an address and agreed to marketing.',
  uniqueIdRule: 'The number the order would have, and `:checkout`.',
  valueRule: 'What is in the cart, before discounts, taxes and shipping.',
  changelog: ['The cart and the way back to it.'],
  properties: { ...cartShapes, CheckoutURL: link, ...itemShapes },
  say: (sale, { at, checkoutUrl }: { at: Date; checkoutUrl: string | null }) => ({
    uniqueId: `${sale.order.order_no}:checkout`,
    promise: sale.order.order_no,
    time: at,
    value: cartValue(sale),
    properties: { ...aboutCart(sale), CheckoutURL: checkoutUrl ?? productUrl(sale), ...itemsOf(sale) },
  }),
});

export const checkoutAbandoned = defineEvent({
  metric: 'Checkout Abandoned',
  version: 1,
  audience: 'marketing',
  movesProfile: true,
  source: 'A payment page expired whose shopper gave an address and agreed to marketing.',
  uniqueIdRule: 'The number the order would have, and `:abandoned`.',
  valueRule: 'What was in the cart, before discounts, taxes and shipping.',
  changelog: ['The cart, and the link that opens it again.'],
  properties: {
    ...cartShapes,
    RecoveryURL: link,
    DiscountCode: orNull(text),
    ...itemShapes,
  },
  say: (sale, { at, recoveryUrl }: { at: Date; recoveryUrl: string | null }) => ({
    uniqueId: `${sale.order.order_no}:abandoned`,
    promise: sale.order.order_no,
    time: at,
    value: cartValue(sale),
    properties: {
      ...aboutCart(sale),
      RecoveryURL: recoveryUrl ?? productUrl(sale),
      DiscountCode: sale.order.discount_code,
      ...itemsOf(sale),
    },
  }),
});
