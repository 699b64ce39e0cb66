import { money } from '../../money.ts';
import type { Address } from '../../payment-event.ts';
import { defineEvent } from '../event.ts';
import { aboutOrder, categoriesOf, decimalIn, itemShapes, itemsOf, orderShapes } from '../sale.ts';
import { amount, orNull, record, text, texts } from '../shapes.ts';

const addressShape = orNull(
  record({
    FullName: orNull(text),
    Address1: orNull(text),
    Address2: orNull(text),
    City: orNull(text),
    Region: orNull(text),
    Zip: orNull(text),
    CountryCode: orNull(text),
    Phone: orNull(text),
  }),
);

export const placedOrder = defineEvent({
  metric: 'Placed Order',
  version: 1,
  audience: 'transactional',
  movesProfile: true,
  source: 'The payment succeeded and nothing about the order needs a person first.',
  uniqueIdRule: 'The order number.',
  valueRule: 'What was paid.',
  changelog: ['The order with its lines and addresses.'],
  properties: {
    ...orderShapes,
    Categories: texts,
    DiscountCode: orNull(text),
    DiscountValue: orNull(amount),
    ShipWindow: orNull(text),
    PaymentMethod: text,
    ...itemShapes,
    BillingAddress: addressShape,
    ShippingAddress: addressShape,
  },
  say: (sale) => {
    const { order, offer } = sale;
    return {
      uniqueId: order.order_no,
      time: order.paid_at ?? order.created_at,
      value: money(order.amount, order.currency),
      properties: {
        ...aboutOrder(sale),
        Categories: categoriesOf(sale),
        DiscountCode: order.discount_code,
        DiscountValue: order.amount_discount === 0 ? null : decimalIn(order, order.amount_discount),
        ShipWindow: offer ? `${offer.shipWindow.from}/${offer.shipWindow.to}` : null,
        PaymentMethod: order.payment_method,
        ...itemsOf(sale),
        BillingAddress: addressOf(order.billing_address),
        ShippingAddress: addressOf(order.shipping_address),
      },
    };
  },
});

const addressOf = (address: Address | null) =>
  address && {
    FullName: address.name,
    Address1: address.line1,
    Address2: address.line2,
    City: address.city,
    Region: address.state,
    Zip: address.postalCode,
    CountryCode: address.country,
    Phone: address.phone,
  };
