/** One mail of every kind to look at, owed by the shop's own rules to an order nobody placed. */

import { bear } from '#domain/birth.ts';
import type { Ensure } from '#domain/changes.ts';
import { readStamp } from '#domain/checkout-metadata.ts';
import type { Surroundings } from '#domain/decision.ts';
import type { Order, Transaction } from '#domain/order.ts';
import type { OrderMail } from '#domain/order-mail.ts';
import {
  oweCancelled,
  oweConfirmation,
  oweForMoney,
  oweInProduction,
  oweShipDateMoved,
  oweShipped,
} from '#domain/order-mails.ts';
import type { CheckoutStamp } from '#domain/payment-event.ts';
import { loadCatalog } from '#libs/Catalog.ts';
import type { Locale } from '#libs/I18n.ts';

const now = new Date('2026-11-20T12:00:00Z');

type Wish = { readonly locale: Locale; readonly variant?: string; readonly appUrl: string };

/** Every mail in one language, by a name that says what is special about it. */
export function sampleMails({ locale, variant = 'sakura-pink', appUrl }: Wish): Record<string, OrderMail> {
  const catalog = loadCatalog({});
  const around = {
    now,
    newId: () => 'sample',
    newOrderNo: () => 'ROL-00000000',
    catalog,
    appUrl,
    recoveryUrl: null,
    logId: 'sample',
  };
  const currency = catalog.currencyOf[locale] ?? 'USD';
  const price = catalog.offers[0].prices[currency] ?? 0;
  const order = sampleOrder({ locale, variant, currency, price }, around);
  const promised = catalog.offers[0].shipWindow.to;
  const moved = { from: promised, to: '2027-04-30' };
  const parcel = { carrier: 'DHL', trackingNumber: '00340434161094042557' };
  const called = (status: Transaction['status'], amount = price, kind: 'charge' | 'refund' = 'charge') =>
    factOf(order, { kind, status, amount });
  const heard = (ledger: Transaction[], changes: Partial<Order> = {}) =>
    oweForMoney(null, { order: { ...order, ...changes }, ledger }, around);
  const part = Math.floor(price / 3);
  const big = { quantity: 2, amount_subtotal: price * 2, amount_discount: part, discount_code: 'ROLITT10' };
  return {
    'order-confirmed': mailIn(oweConfirmation(order, around)),
    'order-confirmed-two': mailIn(
      oweConfirmation({ ...order, ...big, amount: price * 2 - part + 900, amount_tax: 900 }, around),
    ),
    'order-confirmed-free': mailIn(oweConfirmation({ ...order, amount: 0, amount_discount: price }, around)),
    'payment-pending': mailIn(heard([called('pending')])),
    'payment-failed': mailIn(heard([called('failed')])),
    refunded: mailIn(
      heard([called('succeeded'), called('succeeded', price, 'refund')], { amount_refunded: price }),
    ),
    'refunded-part': mailIn(
      heard([called('succeeded'), called('succeeded', part, 'refund')], { amount_refunded: part }),
    ),
    'refunded-unknown': mailIn(
      heard([called('succeeded'), called('succeeded', price, 'refund')], {
        amount_refunded: price,
        variant: 'retired',
      }),
    ),
    'in-production': mailIn(oweInProduction(order, promised, around)),
    'ship-date-moved': mailIn(oweShipDateMoved(order, moved, around)),
    'ship-date-moved-part': mailIn(oweShipDateMoved({ ...order, amount_refunded: part }, moved, around)),
    'ship-date-moved-free': mailIn(
      oweShipDateMoved({ ...order, amount: 0, amount_discount: price }, { ...moved, from: null }, around),
    ),
    shipped: mailIn(oweShipped(order, parcel, around)),
    cancelled: mailIn(oweCancelled(order, price, around)),
    'cancelled-unpaid': mailIn(oweCancelled(order, 0, around)),
  };
}

function mailIn([first]: readonly Ensure<'outbox'>[]): OrderMail {
  if (!first) throw new Error('The rules owe no mail for this sample.');
  return first.row.payload as OrderMail;
}

type Priced = { locale: Locale; variant: string; currency: string; price: number };

function stampOf({ locale, variant, currency, price }: Priced): CheckoutStamp {
  const product = { order_no: 'ROL-7K4M9Q2X', sku: 'rolitt-companion', color: variant };
  const stamp = readStamp({ ...product, locale, currency, unit_amount: String(price) });
  if (!stamp) throw new Error('The sample is not one of our checkouts.');
  return stamp;
}

/** An order as its payment page gives birth to it. */
const sampleOrder = ({ locale, variant, currency, price }: Priced, around: Surroundings): Order => ({
  ...bear(
    {
      kind: 'charge',
      status: 'succeeded',
      checkout: {
        sessionId: 'cs_sample',
        tradeNo: 'pi_sample',
        stamp: stampOf({ locale, variant, currency, price }),
        currency,
        amount: price,
        amountSubtotal: price,
        amountDiscount: 0,
        amountTax: 0,
        amountShipping: 0,
        discountCode: null,
        email: 'mira@example.com',
        name: 'Mira Lindqvist',
        phone: null,
        shippingAddress: {
          name: 'Mira Lindqvist',
          line1: 'Södra vägen 12',
          line2: null,
          city: 'Göteborg',
          state: null,
          postalCode: '412 54',
          country: 'SE',
          phone: null,
        },
        billingAddress: null,
        consent: null,
        expiresAt: null,
      },
    },
    { method: 'stripe', orderNoTaken: false },
    around,
  ),
  paid_at: now,
});

type Fact = { kind: 'charge' | 'refund'; status: Transaction['status']; amount: number };

const factOf = (order: Order, { kind, status, amount }: Fact): Transaction => ({
  id: 'sample',
  order_id: order.id,
  transaction_no: `stripe:sample:${status}`,
  payment_method: 'stripe',
  action_type: kind,
  amount,
  currency: order.currency,
  status,
  provider_ref: kind === 'charge' ? 'cs_sample' : 're_sample',
  webhook_log_id: null,
  occurred_at: now,
  created_at: now,
});
