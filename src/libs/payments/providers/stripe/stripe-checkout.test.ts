import type Stripe from 'stripe';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { money } from '#domain/money.ts';
import type { CheckoutSettings } from '#domain/offer.ts';
import type { CheckoutRequest } from '#libs/payments/core/payment-types.ts';
import { openCheckout, sessionParams } from './stripe-checkout.ts';

const now = new Date('2026-11-20T08:00:00Z');
const plain: CheckoutSettings = {
  promotionCodes: false,
  automaticTax: false,
  phone: false,
  marketingConsent: false,
  termsConsent: false,
  invoices: false,
  taxIds: false,
  sessionSeconds: 3600,
};
const requestWith = (fields: Partial<CheckoutRequest> = {}): CheckoutRequest => ({
  orderNo: 'ROL-7K2M9QXD',
  priceId: 'price_1',
  quantity: 2,
  unitPrice: money(29_900, 'EUR'),
  locale: 'en',
  email: null,
  attemptId: 'attempt-1',
  metadata: { order_no: 'ROL-7K2M9QXD', color: 'red' },
  settings: plain,
  tax: 'included',
  shipping: null,
  now,
  successUrl: 'https://shop.example/en/result',
  cancelUrl: 'https://shop.example/en',
  ...fields,
});

describe('a request for a payment page', () => {
  it('asks Stripe for exactly this, and nothing that is not configured', () => {
    const metadata = { order_no: 'ROL-7K2M9QXD', color: 'red' };

    expect(sessionParams(requestWith())).toEqual({
      mode: 'payment',
      line_items: [{ price: 'price_1', quantity: 2 }],
      currency: 'eur',
      adaptive_pricing: { enabled: false },
      client_reference_id: 'ROL-7K2M9QXD',
      metadata,
      payment_intent_data: { metadata },
      success_url: 'https://shop.example/en/result?session_id={CHECKOUT_SESSION_ID}',
      cancel_url: 'https://shop.example/en',
      locale: 'en',
      expires_at: now.getTime() / 1000 + 3600,
    });
    expectTypeOf(sessionParams).returns.toEqualTypeOf<Stripe.Checkout.SessionCreateParams>();
  });

  it('passes on what the owner configured', () => {
    const settings = {
      ...plain,
      promotionCodes: true,
      automaticTax: true,
      phone: true,
      marketingConsent: true,
      termsConsent: true,
      invoices: true,
      taxIds: true,
    };

    expect(sessionParams(requestWith({ settings, email: 'a@example.com' }))).toMatchObject({
      customer_email: 'a@example.com',
      allow_promotion_codes: true,
      automatic_tax: { enabled: true },
      phone_number_collection: { enabled: true },
      invoice_creation: { enabled: true, invoice_data: { metadata: { order_no: 'ROL-7K2M9QXD' } } },
      tax_id_collection: { enabled: true },
      consent_collection: { promotions: 'auto', terms_of_service: 'required' },
    });
  });

  it.each([
    ['https://shop.example/r', 'https://shop.example/r?session_id={CHECKOUT_SESSION_ID}'],
    ['https://shop.example/r?a=1', 'https://shop.example/r?a=1&session_id={CHECKOUT_SESSION_ID}'],
    ['https://shop.example/r?a=1#top', 'https://shop.example/r?a=1&session_id={CHECKOUT_SESSION_ID}#top'],
  ])('comes back to %s with the session id', (successUrl, expected) => {
    expect(sessionParams(requestWith({ successUrl })).success_url).toBe(expected);
  });

  it.each([
    ['en', 'en'],
    ['zh', 'zh'],
    ['zh-CN', 'zh'],
    ['ja', 'ja'],
    ['es', 'es'],
    ['tlh', 'auto'],
    ['', 'auto'],
  ])('speaks %s as %s', (locale, expected) => {
    expect(sessionParams(requestWith({ locale })).locale).toBe(expected);
  });

  it.each([
    [0, 1860],
    [1800, 1860],
    [7200, 7200],
    [86_400, 86_340],
    [999_999, 86_340],
  ])('configured for %i seconds stays open for %i, inside what Stripe allows', (sessionSeconds, expected) => {
    const params = sessionParams(requestWith({ settings: { ...plain, sessionSeconds } }));

    expect(params.expires_at).toBe(now.getTime() / 1000 + expected);
  });
});

describe('a request for a payment page that sends something', () => {
  const shipping = { countries: ['US', 'DE'], name: 'Parcel', fee: money(1_900, 'EUR') };
  const fixed = { amount: 1_900, currency: 'eur' };

  it('asks for an address in the countries of one rate, and for that rate alone', () => {
    expect(sessionParams(requestWith({ shipping }))).toMatchObject({
      shipping_address_collection: { allowed_countries: ['US', 'DE'] },
      shipping_options: [
        { shipping_rate_data: { type: 'fixed_amount', display_name: 'Parcel', fixed_amount: fixed } },
      ],
    });
  });

  it.each([
    ['included', 'inclusive'],
    ['added', 'exclusive'],
  ] as const)('says of a rate that its tax is %s where tax is calculated', (tax, tax_behavior) => {
    const settings = { ...plain, automaticTax: true };
    const [option] = sessionParams(requestWith({ settings, tax, shipping })).shipping_options ?? [];

    expect(option?.shipping_rate_data).toMatchObject({ tax_behavior, tax_code: 'txcd_92010001' });
  });
});

describe('a payment page', () => {
  const session = {
    id: 'cs_1',
    url: 'https://pay.example/cs_1',
    status: 'open',
    amount_subtotal: 29_900,
    currency: 'usd',
  };
  const opened = (fields: object) => openCheckout({ ...session, ...fields } as Stripe.Checkout.Session);

  it('is where the shopper goes, with the amount Stripe would charge', () => {
    expect(opened({})).toEqual({ sessionId: 'cs_1', url: session.url, subtotal: money(29_900, 'USD') });
  });

  it.each(['complete', 'expired'])('has no address once it is %s', (status) => {
    expect(opened({ status }).url).toBeNull();
  });

  it('without an amount is an answer we cannot use', () => {
    expect(() => opened({ amount_subtotal: null })).toThrow(/without an amount/);
  });
});
