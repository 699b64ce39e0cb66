import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PaymentEvent } from '#domain/payment-event.ts';
import { bodyWith, changedBody } from '#tests/fixtures/stripe/recorded.ts';
import { paymentProviderContract } from './payment-provider-contract.ts';
import { openStripeWorld, priceId, type StripeWorld, secretKey } from './stripe-world.ts';

describe('the Stripe provider', () => {
  paymentProviderContract(openStripeWorld);
});

describe('a Stripe checkout session', () => {
  let world: StripeWorld;
  beforeAll(async () => {
    world = await openStripeWorld();
  });
  afterAll(() => world.close());

  it('carries the order on the session and on its payment', async () => {
    const { provider, checkoutOf, play, sandbox } = world;
    const request = checkoutOf();
    const { sessionId } = await provider.createCheckout(request);
    await play(sessionId, 'pay');
    const session = sandbox.stripe.sessions().find(({ id }) => id === sessionId);
    await sandbox.idle();
    const payment = sandbox.stripe
      .events()
      .find(
        ({ type, data }) => type === 'payment_intent.succeeded' && data.object.id === session?.payment_intent,
      );

    expect(session).toMatchObject({
      client_reference_id: request.orderNo,
      metadata: request.metadata,
      customer_email: 'jenny@example.com',
    });
    expect(session?.success_url).toContain('session_id={CHECKOUT_SESSION_ID}');
    expect(payment?.data.object).toMatchObject({ metadata: request.metadata });
  });

  it('charges in the currency the page showed', async () => {
    const { provider, checkoutOf } = world;
    const euros = { amount: 27_900, currency: 'EUR' };

    expect((await provider.createCheckout(checkoutOf({ unitPrice: euros }))).subtotal).toEqual(euros);
    const yen = provider.createCheckout(checkoutOf({ unitPrice: { amount: 1, currency: 'JPY' } }));
    await expect(yen).rejects.toMatchObject({ code: 'provider_refused' });
  });

  it('brings back the address and the consent the shopper gave', async () => {
    const { provider, checkoutOf, play } = world;
    const { sessionId } = await provider.createCheckout(checkoutOf());
    await play(sessionId, 'pay');

    expect((await provider.fetchPayment(sessionId)).fact).toMatchObject({
      checkout: {
        email: 'jenny@example.com',
        shippingAddress: { country: expect.any(String), line1: expect.any(String) },
        consent: { marketing: true, terms: true },
      },
    });
  });

  it('may live half an hour or a day, whatever the clock lost on the way', async () => {
    const { provider, checkoutOf } = world;
    for (const sessionSeconds of [1800, 86_400]) {
      const request = checkoutOf();
      const settings = { ...request.settings, sessionSeconds };
      expect((await provider.createCheckout({ ...request, settings })).url).not.toBeNull();
    }
  });

  it('refuses an attempt id that was used for another purchase', async () => {
    const { provider, checkoutOf } = world;
    const attemptId = 'attempt-used-twice';
    await provider.createCheckout(checkoutOf({ attemptId }));
    const other = provider.createCheckout(checkoutOf({ attemptId, quantity: 2 }));

    await expect(other).rejects.toMatchObject({ code: 'idempotency_conflict', retryable: false });
  });

  it('is refused with a wrong key, which is not repeated in the message', async () => {
    const wrong = await openStripeWorld({ secretKey: 'rubbish' });
    const refused = await wrong.provider.createCheckout(world.checkoutOf()).catch((error) => error);
    await wrong.close();

    expect(refused).toMatchObject({ code: 'authentication_failed' });
    expect(refused.message).not.toContain(secretKey);
  });
});

describe('an event in a version we cannot read', () => {
  let world: StripeWorld;
  beforeAll(async () => {
    world = await openStripeWorld();
  });
  afterAll(() => world.close());

  const unreadable = (provider: StripeWorld['provider'], body: string): PaymentEvent => {
    const event = provider.parseStored(body);
    expect(event.fact.kind).toBe('unreadable_version');
    return event;
  };
  const oldBody = (type: string, id: string) =>
    changedBody(type, (event) => {
      event.api_version = '2019-12-03';
      event.data.object = { id, object: 'whatever' };
    });

  it('is read from the session as it is today', async () => {
    const { provider, checkoutOf, play } = world;
    const { sessionId } = await provider.createCheckout(checkoutOf());
    await play(sessionId, 'pay');
    const event = unreadable(provider, oldBody('checkout.session.completed', sessionId));
    const read = await provider.refetch(event);

    expect(read).toMatchObject({
      eventId: event.eventId,
      rawData: event.rawData,
      email: 'jenny@example.com',
    });
    expect(read.fact).toMatchObject({ kind: 'charge', status: 'succeeded', checkout: { sessionId } });
  });

  it('is read from the dispute as it is today', async () => {
    const { provider, received } = world;
    const amount = { amount: 1500, currency: 'USD' };
    const intent = await provider.paymentIntents.create({ amount, idempotencyKey: 'disputed' });
    const disputed = { paymentMethodId: 'pm_card_createDispute', returnUrl: 'http://127.0.0.1:9/back' };
    await provider.paymentIntents.confirm(intent.paymentIntentId, disputed);
    const told = (await received()).map((delivery) => provider.parseWebhook(delivery, new Date()));
    const opened = told.find(({ type }) => type === 'charge.dispute.created');
    if (opened?.fact.kind !== 'dispute') throw new Error('The dispute was not told.');
    const body = oldBody('charge.dispute.created', opened.fact.disputeId);

    expect(opened.fact).toMatchObject({ status: 'open', tradeNo: intent.paymentIntentId, amount: 1500 });
    expect((await provider.refetch(unreadable(provider, body))).fact).toEqual(opened.fact);
  });

  it.each(['checkout.session.completed', 'refund.updated', 'charge.refunded'])(
    'is unusable when the object of %s is gone',
    async (type) => {
      const { provider } = world;
      const read = await provider.refetch(unreadable(provider, oldBody(type, 're_gone')));

      expect(read.fact).toMatchObject({ kind: 'unusable', code: 'missing_fields' });
    },
  );

  it('is left alone when it could be read', async () => {
    const { provider } = world;
    const event = provider.parseStored(bodyWith('checkout.session.completed', {}));

    expect(await provider.refetch(event)).toBe(event);
  });
});

describe('prices', () => {
  let world: StripeWorld;
  beforeAll(async () => {
    world = await openStripeWorld();
  });
  afterAll(() => world.close());

  it('come with every currency, and unknown ones are left out', async () => {
    const { provider } = world;

    expect(await provider.prices.fetch([priceId, 'price_none', priceId])).toEqual([
      { priceId, active: true, productId: 'prod_contract', amounts: { USD: 29_900, EUR: 27_900 } },
    ]);
  });
});
