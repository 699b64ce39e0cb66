import type { Offer, Variant } from '../offer.ts';
import type { Order } from '../order.ts';
import type { Preorder } from '../preorder.ts';
import { eventOf } from './announce.ts';
import { RolittKlaviyoEvents } from './catalogue.ts';
import type { EventDefinition, KlaviyoEvent } from './event.ts';
import type { Sale } from './sale.ts';
import type { Shapes } from './shapes.ts';

export type SampleTerms = {
  readonly email: string;
  readonly now: Date;
  readonly appUrl: string;
  readonly orderNo: string;
};

/** One event of every metric about an order that never was, for documentation and for flows that are built before the first sale. */
export function sampleEvents({ email, now, appUrl, orderNo }: SampleTerms): readonly KlaviyoEvent[] {
  const order = sampleOrder(email, orderNo, now);
  const sale: Sale = { order, offer: sampleOffer, variant: sampleVariant, appUrl };
  const preorder = samplePreorder(order);
  const at = now;
  const money = { amount: 10_000, at, reason: 'requested_by_customer' };
  const of = <About, P extends Shapes>(definition: EventDefinition<About, P>, about: About) =>
    eventOf(sale, definition, about).event;
  const {
    startedCheckout,
    checkoutAbandoned,
    placedOrder,
    orderedProduct,
    preorderSuccess,
    paymentFailed,
    preorderDelayed,
    fulfilledOrder,
    delivered,
    cancelledOrder,
    refundedOrder,
    disputeOpened,
  } = RolittKlaviyoEvents;
  return [
    of(startedCheckout, { at, checkoutUrl: `${appUrl}/?color=${order.variant}` }),
    of(checkoutAbandoned, { at, recoveryUrl: `${appUrl}/?color=${order.variant}` }),
    of(placedOrder, undefined),
    of(orderedProduct, undefined),
    of(preorderSuccess, preorder),
    of(paymentFailed, { at }),
    of(preorderDelayed, { at, from: '2027-03-01/2027-03-31', to: '2027-04-01/2027-04-30' }),
    of(fulfilledOrder, { at, preorder }),
    of(delivered, { at, preorder }),
    of(cancelledOrder, { at, reason: 'cancelled_by_buyer' }),
    of(refundedOrder, { id: `re_sample_${orderNo}`, ...money }),
    of(disputeOpened, { id: `dp_sample_${orderNo}`, ...money, reason: 'fraudulent' }),
  ];
}

const sampleVariant: Variant = {
  id: 'red',
  name: { en: 'Red' },
  availability: 'open',
  stock: null,
  priceId: null,
  images: {
    hero: '/product/hero-red.webp',
    front: '/product/front-red.webp',
    thumb: '/product/thumb-red.webp',
  },
  tint: { hue: 0, chroma: 0, shell: 'white' },
};

export const sampleOffer: Offer = {
  sku: 'rolitt-companion',
  productType: 'preorder',
  name: { en: 'Rolitt' },
  categories: ['companions'],
  variants: [sampleVariant],
  prices: { USD: 29_900 },
  maxQuantity: 1,
  shipWindow: { from: '2027-03-01', to: '2027-03-31', batch: 'Batch 1' },
};

const sampleAddress = {
  name: 'Ada Sample',
  line1: '1 Byron Road',
  line2: null,
  city: 'London',
  state: null,
  postalCode: 'N1',
  country: 'GB',
  phone: null,
};

/** A paid order that never was. */
export const sampleOrder = (
  email: string,
  order_no: string,
  now: Date,
): Order & { readonly email: string } => ({
  ...sampleAmounts,
  ...nothingYet,
  id: `sample-${order_no}`,
  order_no,
  email,
  product_id: sampleOffer.sku,
  product_type: 'preorder',
  variant: sampleVariant.id,
  quantity: 1,
  discount_code: 'WELCOME10',
  payment_method: 'stripe',
  status: 'paid',
  session_id: 'cs_sample',
  locale: 'en',
  country: 'GB',
  buyer_name: 'Ada Sample',
  shipping_address: sampleAddress,
  billing_address: sampleAddress,
  utm: { source: 'newsletter', medium: 'email', campaign: 'launch' },
  consent: { marketing: true, terms: true },
  paid_at: now,
  created_at: now,
  updated_at: now,
});

const sampleAmounts = {
  amount: 26_900,
  amount_refunded: 0,
  amount_subtotal: 29_900,
  amount_discount: 3_000,
  amount_tax: 0,
  amount_shipping: 0,
  currency: 'USD',
};

const nothingYet = {
  user_id: null,
  trade_no: null,
  phone: null,
  recovered_from: null,
  expires_at: null,
  cancelled_at: null,
  needs_attention: null,
  link_version: 1,
  stock_units: null,
  version: 1,
} satisfies Partial<Order>;

/** Its preorder, on its way. */
export const samplePreorder = (order: Order & { readonly email: string }): Preorder => ({
  id: `sample-preorder-${order.order_no}`,
  order_id: order.id,
  preorder_number: order.order_no,
  user_id: null,
  email: order.email,
  color: order.variant,
  status: 'shipped',
  session_id: order.session_id,
  payment_intent_id: null,
  amount: order.amount,
  currency: order.currency,
  shipping_address: order.shipping_address,
  locale: order.locale,
  tracking_number: '1234567890',
  carrier: 'DHL',
  estimated_ship_at: null,
  created_at: order.created_at,
  updated_at: order.created_at,
});
