import { defineEvent } from '../event.ts';
import { categoriesOf, lineOf, lineShapes, rowTotal } from '../sale.ts';
import { text, texts } from '../shapes.ts';

export const orderedProduct = defineEvent({
  metric: 'Ordered Product',
  version: 1,
  audience: 'transactional',
  movesProfile: false,
  source: 'The payment succeeded; once per line of the order.',
  uniqueIdRule: 'The order number, a colon and the product id.',
  valueRule: 'The total of the line. Count revenue by Placed Order, this one by product.',
  changelog: ['The fields of the line.'],
  properties: {
    OrderId: text,
    OrderNumber: text,
    Currency: text,
    Locale: text,
    Categories: texts,
    ...lineShapes,
  },
  say: (sale) => {
    const { order } = sale;
    return {
      uniqueId: `${order.order_no}:${order.product_id}`,
      time: order.paid_at ?? order.created_at,
      value: rowTotal(order),
      properties: {
        OrderId: order.id,
        OrderNumber: order.order_no,
        Currency: order.currency,
        Locale: order.locale,
        Categories: categoriesOf(sale),
        ...lineOf(sale),
      },
    };
  },
});
