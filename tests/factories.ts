import { createHmac, randomBytes } from 'node:crypto';
import type { StockHold } from '#domain/stock-unit.ts';
import type { AppContext } from '#services/app-context.ts';
import { receiveWebhook } from '#services/receive-webhook.ts';

export const webhookSecret = 'whsec_unit_0123456789abcdef';
export const sessionSecret = 'session-secret-of-the-tests-0123456789';

export type StripeEventJson = { id: string; type: string; [field: string]: unknown };

const apiVersion = '2026-10-28.endive';
const freshId = (prefix: string): string => `${prefix}_${randomBytes(8).toString('hex')}`;

/** One purchase and the Stripe objects it consists of. Amounts are minor units. */
export type Purchase = {
  readonly sessionId: string;
  readonly tradeNo: string | null;
  readonly orderNo: string;
  readonly color: string;
  readonly quantity: number;
  readonly unitAmount: number;
  readonly email: string | null;
  readonly locale: string;
  /** The units of a limited colour that its checkout took. */
  readonly hold: StockHold | null;
};

let counter = 0;

/** A purchase of one sakura-pink companion for 299.00 USD, unless told otherwise. */
export function purchase(overrides: Partial<Purchase> = {}): Purchase {
  counter += 1;
  const orderNo = `ROL-${counter
    .toString(32)
    .toUpperCase()
    .replace(/[ILOU]/g, (letter) => 'WXYZ'.charAt('ILOU'.indexOf(letter)))
    .padStart(8, '0')}`;
  return {
    sessionId: freshId('cs_test'),
    tradeNo: freshId('pi'),
    orderNo,
    color: 'sakura-pink',
    quantity: 1,
    unitAmount: 29_900,
    email: 'ada@example.com',
    locale: 'en',
    hold: null,
    ...overrides,
  };
}

export function stripeEvent(
  type: string,
  object: Record<string, unknown>,
  overrides: Record<string, unknown> = {},
): StripeEventJson {
  return {
    id: freshId('evt'),
    object: 'event',
    api_version: apiVersion,
    created: 1_795_000_000,
    livemode: false,
    pending_webhooks: 1,
    request: null,
    type,
    data: { object },
    ...overrides,
  };
}

/** The checkout session of a purchase as Stripe would send it. */
export function sessionObject(
  bought: Purchase,
  fields: Record<string, unknown> = {},
): Record<string, unknown> {
  const subtotal = bought.unitAmount * bought.quantity;
  return {
    id: bought.sessionId,
    object: 'checkout.session',
    mode: 'payment',
    status: 'complete',
    payment_status: 'paid',
    amount_subtotal: subtotal,
    amount_total: subtotal,
    currency: 'usd',
    client_reference_id: bought.orderNo,
    created: 1_794_999_900,
    customer_details: bought.email
      ? { email: bought.email, name: 'Ada Lovelace', phone: null, address: { country: 'GB' } }
      : null,
    customer_email: null,
    collected_information: {
      shipping_details: {
        name: 'Ada Lovelace',
        address: {
          line1: '1 Byron Road',
          city: 'London',
          postal_code: 'N1',
          country: 'GB',
          line2: null,
          state: null,
        },
      },
    },
    metadata: {
      order_no: bought.orderNo,
      sku: 'rolitt-companion',
      color: bought.color,
      quantity: String(bought.quantity),
      locale: bought.locale,
      price_id: 'price_sakura_pink',
      unit_amount: String(bought.unitAmount),
      currency: 'USD',
      ...holdMetadata(bought),
    },
    payment_intent: bought.tradeNo,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    livemode: false,
    expires_at: 1_795_003_600,
    ...fields,
  };
}

function holdMetadata({ hold }: Purchase): Record<string, string> {
  if (hold === null) return {};
  return { hold: hold.token, units: hold.numbers.map((nth) => nth.toString(36)).join('.') };
}

type Overrides = Record<string, unknown>;

/** The events of one purchase by name; each call is a new event about the same objects. */
export const eventsOf = (bought: Purchase) => {
  const session = (type: string, fields: Overrides, event: Overrides = {}) =>
    stripeEvent(`checkout.session.${type}`, sessionObject(bought, fields), event);
  const refund = (type: string, refundId: string, status: string, amount: number, fields: Overrides = {}) =>
    stripeEvent(`refund.${type}`, {
      id: refundId,
      object: 'refund',
      amount,
      currency: 'usd',
      payment_intent: bought.tradeNo,
      charge: `ch_${bought.sessionId}`,
      status,
      reason: 'requested_by_customer',
      ...fields,
    });
  const dispute = (type: string, disputeId: string, status: string, amount = bought.unitAmount) =>
    stripeEvent(`charge.dispute.${type}`, {
      id: disputeId,
      object: 'dispute',
      amount,
      currency: 'usd',
      charge: `ch_${bought.sessionId}`,
      payment_intent: bought.tradeNo,
      status,
      reason: 'fraudulent',
    });
  return {
    paid: (event: Overrides = {}, fields: Overrides = {}) => session('completed', fields, event),
    unpaid: () => session('completed', { payment_status: 'unpaid' }),
    delayedPaid: () => session('async_payment_succeeded', {}),
    delayedFailed: () => session('async_payment_failed', { payment_status: 'unpaid' }),
    expired: () => session('expired', { status: 'expired', payment_status: 'unpaid', payment_intent: null }),
    refund,
    dispute,
    chargeRefunded: (amount: number) =>
      stripeEvent('charge.refunded', {
        id: 'ch_1',
        object: 'charge',
        payment_intent: bought.tradeNo,
        amount_refunded: amount,
      }),
  };
};

/** Body and headers of a delivery, signed as Stripe signs it. `at` is seconds since the epoch. */
export function signed(
  body: string | Uint8Array,
  { at, secret = webhookSecret }: { at: number; secret?: string },
) {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const signature = createHmac('sha256', secret).update(`${at}.`).update(bytes).digest('hex');
  return { body: bytes, headers: new Headers({ 'stripe-signature': `t=${at},v1=${signature}` }) };
}

/** Delivers one event to the pipeline with a fresh, genuine signature. */
export function post(app: AppContext, event: StripeEventJson | string) {
  const at = Math.floor(app.clock.now().getTime() / 1000);
  return receiveWebhook(
    app,
    'stripe',
    signed(typeof event === 'string' ? event : JSON.stringify(event), { at }),
  );
}
