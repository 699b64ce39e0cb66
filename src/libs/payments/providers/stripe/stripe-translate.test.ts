import { describe, expect, it } from 'vitest';
import type { MoneyFact, PaymentFact } from '#domain/payment-event.ts';
import {
  apiFamilies,
  bodyWith,
  changedBody,
  recordedBody,
  recordedTypes,
} from '#tests/fixtures/stripe/recorded.ts';
import { handledEventTypes, toPaymentEvent } from './stripe-translate.ts';

const completed = 'checkout.session.completed';
const parse = (body: string) => toPaymentEvent(body, { livemode: false });
const factOf = (body: string): PaymentFact => parse(body).fact;
const checkoutOf = (body: string) => {
  const fact = factOf(body);
  if (fact.kind !== 'charge') throw new Error(`Expected a charge, got ${JSON.stringify(fact)}`);
  return fact.checkout;
};

describe('every recorded event', () => {
  const recorded = apiFamilies.flatMap((family) =>
    recordedTypes(family).map((type) => [family, type] as const),
  );

  it.each(recorded)('of %s keeps its identity and its body: %s', (family, type) => {
    const body = recordedBody(type, family);
    const event = parse(body);

    expect(event).toMatchObject({ provider: 'stripe', type, livemode: false, rawData: body });
    expect(event.eventId).toMatch(/^evt_1SK/);
    expect(event.apiVersion).toMatch(new RegExp(`\\.${family}$`));
    expect(event.occurredAt).toEqual(new Date('2026-11-20T00:00:00Z'));
  });

  const words: readonly (readonly [string, Partial<MoneyFact> | { kind: PaymentFact['kind'] }])[] = [
    [completed, { kind: 'charge', status: 'succeeded' }],
    ['checkout.session.async_payment_succeeded', { kind: 'charge', status: 'succeeded' }],
    ['checkout.session.async_payment_failed', { kind: 'charge', status: 'failed' }],
    ['checkout.session.expired', { kind: 'charge', status: 'expired' }],
    ['refund.created', { kind: 'refund', status: 'pending' }],
    ['refund.updated', { kind: 'refund', status: 'succeeded' }],
    ['refund.failed', { kind: 'refund', status: 'failed', failureReason: 'expired_or_canceled_card' }],
    ['charge.refund.updated', { kind: 'refund', status: 'failed' }],
    ['charge.refunded', { kind: 'refund_total' }],
    ['charge.dispute.created', { kind: 'dispute', status: 'open', reason: 'fraudulent' }],
    ['charge.dispute.updated', { kind: 'dispute', status: 'open' }],
    ['charge.dispute.closed', { kind: 'dispute', status: 'lost' }],
    ['charge.dispute.funds_withdrawn', { kind: 'dispute', status: 'open' }],
    ['charge.dispute.funds_reinstated', { kind: 'dispute', status: 'won' }],
  ];

  it.each(words.flatMap(([type, fact]) => apiFamilies.map((family) => [type, family, fact] as const)))(
    '%s of %s is translated',
    (type, family, fact) => {
      expect(factOf(recordedBody(type, family))).toMatchObject(fact);
    },
  );

  it('is of a type the endpoint subscribes to, or ignored', () => {
    const types = recordedTypes('endive');

    expect(handledEventTypes.filter((type) => !types.includes(type))).toEqual([]);
    expect(factOf(recordedBody('payment_intent.succeeded'))).toMatchObject({
      kind: 'ignored',
      reason: 'unhandled_type',
    });
  });
});

describe('a paid checkout session', () => {
  it('tells everything an order is born from, the same in every API version', () => {
    const address = {
      name: 'Jenny Rosen',
      line1: '742 Evergreen Terrace',
      line2: null,
      city: 'Springfield',
      state: 'OR',
      postalCode: '97403',
      country: 'US',
      phone: '+15415550142',
    };
    const expected = {
      sessionId: 'cs_test_a1Kx7QeZr2mVb9Lw4Tn6Ys8Hd3',
      tradeNo: 'pi_3SKx7QeZr2mVb9Lw',
      stamp: {
        orderNo: 'ROL-7K2M9QXD',
        sku: 'rolitt-companion',
        variant: 'honey-khaki',
        quantity: 1,
        locale: 'en',
        priceId: 'price_1SHoneyKhakiUsd',
        unitAmount: 29_900,
        currency: 'USD',
        userId: null,
        hold: null,
        recoveredFrom: null,
        country: null,
        consents: [],
        utm: { source: 'newsletter' },
      },
      currency: 'USD',
      amount: 31_192,
      amountSubtotal: 29_900,
      amountDiscount: 1000,
      amountTax: 2292,
      amountShipping: 0,
      discountCode: 'promo_1SEarlyBird',
      email: 'jenny@example.com',
      name: 'Jenny Rosen',
      phone: '+15415550142',
      shippingAddress: address,
      billingAddress: address,
      consent: { marketing: true, terms: true },
      expiresAt: new Date('2026-11-20T00:26:00Z'),
    };

    for (const family of apiFamilies) expect(checkoutOf(recordedBody(completed, family))).toEqual(expected);
  });

  it('is found at its older address in the first version of acacia, and not there in later families', () => {
    const legacy = {
      collected_information: undefined,
      shipping_details: { name: 'Old', address: { country: 'DE' } },
    };

    expect(checkoutOf(bodyWith(completed, legacy, 'acacia')).shippingAddress).toMatchObject({
      country: 'DE',
    });
    expect(checkoutOf(bodyWith(completed, legacy, 'basil')).shippingAddress).toBeNull();
  });
});

describe('the details of a paid checkout session', () => {
  it('prefers the mail address typed on the page to the one we sent along', () => {
    const prefilled = { customer_details: null, customer_email: 'early@example.com' };

    expect(parse(recordedBody(completed)).email).toBe('jenny@example.com');
    expect(parse(bodyWith(completed, prefilled)).email).toBe('early@example.com');
  });

  it('is a zero-amount order when nothing was left to pay', () => {
    const free = { amount_total: 0, payment_status: 'no_payment_required', payment_intent: null };

    expect(factOf(bodyWith(completed, free))).toMatchObject({
      status: 'succeeded',
      checkout: { amount: 0, tradeNo: null },
    });
  });

  it('names the promotion code itself where the object came along', () => {
    const discounts = [
      { coupon: 'early10', promotion_code: { id: 'promo_1', object: 'promotion_code', code: 'EARLY10' } },
    ];

    expect(checkoutOf(bodyWith(completed, { discounts })).discountCode).toBe('EARLY10');
    expect(checkoutOf(bodyWith(completed, { discounts: [{ coupon: 'early10' }] })).discountCode).toBe(
      'early10',
    );
    expect(checkoutOf(bodyWith(completed, { discounts: [] })).discountCode).toBeNull();
  });

  it.each([
    [
      { promotions: 'opt_out', terms_of_service: null },
      { marketing: false, terms: null },
    ],
    [
      { promotions: null, terms_of_service: 'accepted' },
      { marketing: null, terms: true },
    ],
    [null, null],
  ])('reads the consent %j as %j', (consent, expected) => {
    expect(checkoutOf(bodyWith(completed, { consent })).consent).toEqual(expected);
  });
});

describe('a checkout session that brings no payment', () => {
  it('is pending while a delayed method is on its way', () => {
    expect(factOf(bodyWith(completed, { payment_status: 'unpaid' }))).toMatchObject({ status: 'pending' });
  });

  it('is not ours without our stamp, and says how to add it', () => {
    const fact = factOf(bodyWith(completed, { metadata: {} }));

    expect(fact).toMatchObject({ kind: 'ignored', reason: 'not_ours' });
    expect(fact).toHaveProperty(
      'sentence',
      expect.stringContaining('npm run stripe:trigger -- checkout.session.completed --ours'),
    );
  });

  it.each(['subscription', 'setup'])('is ignored in %s mode', (mode) => {
    expect(factOf(bodyWith(completed, { mode }))).toMatchObject({
      kind: 'ignored',
      reason: 'unhandled_type',
    });
  });
});

describe('an event that is not for us', () => {
  it('is unusable when it belongs to a connected account', () => {
    const body = changedBody(completed, (event) => Object.assign(event, { account: 'acct_1Other' }));

    expect(factOf(body)).toMatchObject({ kind: 'unusable', code: 'foreign_account' });
  });

  it.each([true, false])(
    'is ignored with everything else filled in when its livemode is %s and ours is not',
    (livemode) => {
      const body = changedBody(completed, (event) => Object.assign(event, { livemode }));
      const event = toPaymentEvent(body, { livemode: !livemode });

      expect(event.fact).toMatchObject({ kind: 'ignored', reason: 'other_livemode' });
      expect(event).toMatchObject({ livemode, email: 'jenny@example.com', type: completed });
    },
  );

  it('is ignored when it is thin', () => {
    const event = parse(recordedBody('v1.billing.meter.error_report_triggered', 'thin'));

    expect(event).toMatchObject({
      eventId: 'evt_test_65ThinMeter',
      fact: { kind: 'ignored', reason: 'unhandled_type' },
    });
  });
});

describe('an event in an API version we do not know', () => {
  it.each(['2024-06-20', '2027-03-31.fenugreek', null])('names the object to fetch: %s', (version) => {
    const body = changedBody(completed, (event) => Object.assign(event, { api_version: version }));

    expect(factOf(body)).toMatchObject({
      kind: 'unreadable_version',
      objectId: 'cs_test_a1Kx7QeZr2mVb9Lw4Tn6Ys8Hd3',
    });
  });
});
