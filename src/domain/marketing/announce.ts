import type { Ensure } from '../changes.ts';
import { ensure } from '../changes.ts';
import { toDecimal } from '../money.ts';
import type { Catalog } from '../offer.ts';
import { findOffer, findVariant } from '../offer.ts';
import type { Order } from '../order.ts';
import { newMessage } from '../outbox.ts';
import type { Preorder } from '../preorder.ts';
import { RolittKlaviyoEvents } from './catalogue.ts';
import type { EventDefinition, EventProfile, KlaviyoEvent } from './event.ts';
import type { Movement } from './events/payment.ts';
import type { Sale, Told } from './sale.ts';
import type { Shapes } from './shapes.ts';

export type Around = {
  readonly now: Date;
  readonly newId: () => string;
  readonly catalog: Catalog;
  /** Origin of the shop without a slash at its end. */
  readonly appUrl: string;
  readonly logId?: string;
};

export type Promised = readonly Ensure<'outbox'>[];

const { placedOrder, orderedProduct, preorderSuccess } = RolittKlaviyoEvents;

/** The events of a paid order; the set depends on the order alone, never on how it got there. */
export const announcePaid = (order: Order, preorder: Preorder, around: Around): Promised => [
  ...announce(order, placedOrder, undefined, around),
  ...announce(order, orderedProduct, undefined, around),
  ...announce(order, preorderSuccess, preorder, around),
];

/** The parcel left; once per order, whatever becomes of its tracking number. */
export const announceFulfilled = (order: Order, preorder: Preorder, around: Around): Promised =>
  announce(order, RolittKlaviyoEvents.fulfilledOrder, { at: around.now, preorder }, around);

/** The parcel arrived. */
export const announceDelivered = (order: Order, preorder: Preorder, around: Around): Promised =>
  announce(order, RolittKlaviyoEvents.delivered, { at: around.now, preorder }, around);

/** The order was called off; `reason` is a word for segments, such as `cancelled_by_buyer`, and never what a person typed. */
export const announceCancelled = (order: Order, reason: string | null, around: Around): Promised =>
  announce(order, RolittKlaviyoEvents.cancelledOrder, { at: around.now, reason }, around);

/** The date it ships was moved; windows as `2027-03-01` or `2027-03-01/2027-03-15`. */
export const announceDelayed = (
  order: Order,
  moved: { readonly from: string | null; readonly to: string },
  around: Around,
): Promised => announce(order, RolittKlaviyoEvents.preorderDelayed, { at: around.now, ...moved }, around);

/** A payment that was under way failed. */
export const announcePaymentFailed = (order: Order, at: Date, around: Around): Promised =>
  announce(order, RolittKlaviyoEvents.paymentFailed, { at }, around);

/** A refund went through. */
export const announceRefunded = (order: Order, refund: Movement, around: Around): Promised =>
  announce(order, RolittKlaviyoEvents.refundedOrder, refund, around);

/** The payment is disputed. */
export const announceDisputed = (order: Order, dispute: Movement, around: Around): Promised =>
  announce(order, RolittKlaviyoEvents.disputeOpened, dispute, around);

/** A payment page expired unpaid; nobody is promised anything who did not agree to marketing. */
export const announceAbandoned = (
  order: Order,
  abandoned: { readonly at: Date; readonly recoveryUrl: string | null },
  around: Around,
): Promised =>
  agreed(order) ? announce(order, RolittKlaviyoEvents.checkoutAbandoned, abandoned, around) : [];

/** What is in the cart of a payment page that was opened, and who opened it. */
export type Cart = Told & { readonly email: string | null };

/** A payment page was opened; `orderId` is null while no order came of it. Only for those who agreed to marketing. */
export const announceStarted = (
  cart: Cart,
  started: { readonly at: Date; readonly checkoutUrl: string | null; readonly orderId: string | null },
  around: Around,
): Promised =>
  agreed(cart)
    ? announce({ ...cart, orderId: started.orderId }, RolittKlaviyoEvents.startedCheckout, started, around)
    : [];

const agreed = ({ consent }: Pick<Order, 'consent'>): boolean => consent?.marketing === true;

/** Owes one event in the commit of the fact it tells of. Without an address there is nobody to tell it about. */
function announce<About, P extends Shapes>(
  order: Cart & { readonly orderId?: string | null },
  definition: EventDefinition<About, P>,
  about: About,
  around: Around,
): Promised {
  const { email } = order;
  if (email === null) return [];
  const sale = saleOf({ ...order, email }, around);
  const { promise, event } = eventOf(sale, definition, about);
  const message = {
    kind: 'klaviyo.event',
    dedupe_key: `${definition.metric.toLowerCase().replaceAll(' ', '-')}:${promise}`,
    topic: definition.metric,
    payload: event,
    order_id: order.orderId === undefined ? order.id : order.orderId,
    webhook_log_id: around.logId ?? null,
  } as const;
  return [ensure('outbox', newMessage(message, around))];
}

function saleOf(order: Sale['order'], { catalog, appUrl }: Pick<Around, 'catalog' | 'appUrl'>): Sale {
  const offer = findOffer(catalog, order.product_id);
  return { order, offer, variant: offer && findVariant(offer, order.variant), appUrl };
}

/** The whole event. Pure: the same sale and fact always give the same event. */
export function eventOf<About, P extends Shapes>(
  sale: Sale,
  definition: EventDefinition<About, P>,
  about: About,
): { readonly promise: string; readonly event: KlaviyoEvent } {
  const { uniqueId, promise = uniqueId, time, value, properties } = definition.say(sale, about);
  const event: KlaviyoEvent = {
    metric: definition.metric,
    uniqueId,
    time: time.toISOString(),
    value: value === null ? null : toDecimal(value),
    valueCurrency: value?.currency ?? null,
    profile: definition.movesProfile ? profileOf(sale.order) : { email: sale.order.email },
    agreed: agreed(sale.order),
    properties,
  };
  return { promise, event };
}

function profileOf(order: Sale['order']): EventProfile {
  const [firstName, ...rest] = (order.buyer_name ?? '').split(' ');
  return {
    email: order.email,
    locale: order.locale,
    firstName: firstName || null,
    lastName: rest.join(' ') || null,
    phone: order.phone,
    country: (order.shipping_address ?? order.billing_address)?.country ?? order.country,
    lastColor: order.variant,
  };
}
