import { parcelOf } from '../../carriers.ts';
import { money } from '../../money.ts';
import type { Preorder } from '../../preorder.ts';
import { defineEvent } from '../event.ts';
import { aboutOrder, itemShapes, itemsOf, orderShapes } from '../sale.ts';
import { day, link, orNull, text } from '../shapes.ts';

const parcelShapes = {
  Carrier: orNull(text),
  TrackingNumber: orNull(text),
  TrackingURL: orNull(link),
} as const;

type Shipped = Pick<Preorder, 'carrier' | 'tracking_number'>;
export type Moment<More = unknown> = { readonly at: Date } & More;

function aboutParcel({ carrier, tracking_number }: Shipped) {
  const parcel = tracking_number === null ? null : parcelOf(carrier, tracking_number);
  return {
    Carrier: parcel?.carrier ?? carrier,
    TrackingNumber: parcel?.number ?? null,
    TrackingURL: parcel?.url ?? null,
  };
}

export const fulfilledOrder = defineEvent({
  metric: 'Fulfilled Order',
  version: 1,
  audience: 'transactional',
  movesProfile: false,
  source: 'The parcel was handed to its carrier.',
  uniqueIdRule: 'The order number.',
  valueRule: 'What was paid, as Klaviyo’s own metric of this name has it; count revenue by Placed Order.',
  changelog: ['The order and its parcel.'],
  properties: { ...orderShapes, ...parcelShapes, ...itemShapes },
  say: (sale, { at, preorder }: Moment<{ preorder: Shipped }>) => ({
    uniqueId: sale.order.order_no,
    time: at,
    value: money(sale.order.amount, sale.order.currency),
    properties: { ...aboutOrder(sale), ...aboutParcel(preorder), ...itemsOf(sale) },
  }),
});

export const delivered = defineEvent({
  metric: 'Delivered',
  version: 1,
  audience: 'transactional',
  movesProfile: false,
  source: 'The parcel arrived.',
  uniqueIdRule: 'The order number and `:delivered`.',
  valueRule: 'None, because Fulfilled Order has it.',
  changelog: ['The order and its parcel.'],
  properties: { ...orderShapes, ...parcelShapes, ...itemShapes },
  say: (sale, { at, preorder }: Moment<{ preorder: Shipped }>) => ({
    uniqueId: `${sale.order.order_no}:delivered`,
    promise: sale.order.order_no,
    time: at,
    value: null,
    properties: { ...aboutOrder(sale), ...aboutParcel(preorder), ...itemsOf(sale) },
  }),
});

export const cancelledOrder = defineEvent({
  metric: 'Cancelled Order',
  version: 1,
  audience: 'transactional',
  movesProfile: false,
  source: 'The order was called off before it shipped.',
  uniqueIdRule: 'The order number.',
  valueRule: 'What was paid.',
  changelog: ['The order and why it was called off.'],
  properties: { ...orderShapes, Reason: orNull(text), ...itemShapes },
  say: (sale, { at, reason }: Moment<{ reason: string | null }>) => ({
    uniqueId: sale.order.order_no,
    time: at,
    value: money(sale.order.amount, sale.order.currency),
    properties: { ...aboutOrder(sale), Reason: reason, ...itemsOf(sale) },
  }),
});

/** The windows are one day, or the first and the last one with a slash between them. */
export type ShipDateMoved = Moment<{ from: string | null; to: string }>;

export const preorderDelayed = defineEvent({
  metric: 'Preorder Delayed',
  version: 1,
  audience: 'transactional',
  movesProfile: false,
  source: 'The date on which the order ships was moved.',
  uniqueIdRule: 'The order number, `:delay:` and the new date, so that every further move counts.',
  valueRule: 'None.',
  changelog: ['The old and the new window, and the last day of the new one.'],
  properties: {
    ...orderShapes,
    OldShipWindow: orNull(text),
    NewShipWindow: text,
    ShipsBy: day,
    ...itemShapes,
  },
  say: (sale, { at, from, to }: ShipDateMoved) => ({
    uniqueId: `${sale.order.order_no}:delay:${to}`,
    time: at,
    value: null,
    properties: {
      ...aboutOrder(sale),
      OldShipWindow: from,
      NewShipWindow: to,
      ShipsBy: to.slice(-10),
      ...itemsOf(sale),
    },
  }),
});
