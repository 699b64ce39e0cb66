import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { money } from '#domain/money.ts';
import type { CheckoutRequest } from '#libs/payments/core/payment-types.ts';
import { openStripeWorld, priceId, type StripeWorld, secretKey } from './stripe-world.ts';

let world: StripeWorld;
let key = 0;
const freshKey = () => `key-${++key}`;
beforeAll(async () => {
  world = await openStripeWorld();
});
afterAll(() => world.close());

/** Stripe's own SDK, for what the shop never does itself. */
const sdk = () =>
  new Stripe(secretKey, { protocol: 'http', host: '127.0.0.1', port: new URL(world.sandbox.url).port });

const paidSession = async (fields: Partial<CheckoutRequest> = {}): Promise<string> => {
  const { sessionId } = await world.provider.createCheckout(world.checkoutOf(fields));
  await world.play(sessionId, 'pay');
  return sessionId;
};

const paidTradeNo = async (): Promise<string> => {
  const sessionId = await paidSession();
  const { fact } = await world.provider.fetchPayment(sessionId);
  if (fact.kind !== 'charge' || fact.checkout.tradeNo === null) throw new Error('Nothing was paid.');
  return fact.checkout.tradeNo;
};

describe('refunds', () => {
  it('give money back once per number and attempt', async () => {
    const refunds = world.provider.refunds;
    const tradeNo = await paidTradeNo();
    const order = {
      tradeNo,
      amount: money(5000, 'USD'),
      reason: 'arrived broken',
      refundNo: freshKey(),
      attempt: 1,
    };
    const first = await refunds.create(order);

    const { refundNo, attempt, amount } = order;
    expect(first).toMatchObject({ status: 'succeeded', amount, refundNo, attempt });
    expect(await refunds.create(order)).toEqual(first);
    expect(await refunds.retrieve(first.refundId)).toEqual(first);
  });

  it('are told by webhook with the trade number of the payment', async () => {
    const tradeNo = await paidTradeNo();
    const amount = money(29_900, 'USD');
    const { refundId } = await world.provider.refunds.create({
      ...{ tradeNo, amount },
      refundNo: freshKey(),
      attempt: 1,
    });
    const told = (await world.received()).map((delivery) =>
      world.provider.parseWebhook(delivery, new Date()),
    );

    expect(told.map(({ fact }) => fact)).toContainEqual(
      expect.objectContaining({ kind: 'refund', refundId, tradeNo, amount: 29_900, currency: 'USD' }),
    );
    expect(told.map(({ fact }) => fact)).toContainEqual({
      kind: 'refund_total',
      tradeNo,
      amountRefunded: 29_900,
    });
  });

  it('never exceed what was paid', async () => {
    const tradeNo = await paidTradeNo();
    const tooMuch = { tradeNo, amount: money(29_901, 'USD'), refundNo: freshKey(), attempt: 1 };

    await expect(world.provider.refunds.create(tooMuch)).rejects.toMatchObject({
      code: 'provider_refused',
      retryable: false,
    });
  });

  it('are listed by their payment, whoever asked for them', async () => {
    const [tradeNo, other] = [await paidTradeNo(), await paidTradeNo()];
    const refundNo = freshKey();
    await world.provider.refunds.create({ tradeNo, amount: money(100, 'USD'), refundNo, attempt: 3 });
    await sdk().refunds.create({ payment_intent: tradeNo, amount: 200 });
    await sdk().refunds.create({ payment_intent: other });

    expect(await world.provider.refunds.list(tradeNo)).toMatchObject([
      { amount: money(200, 'USD'), refundNo: null, attempt: null },
      { amount: money(100, 'USD'), refundNo, attempt: 3 },
    ]);
  });

  it('are listed beyond the first page', async () => {
    const tradeNo = await paidTradeNo();
    for (let nth = 0; nth < 101; nth++) {
      await sdk().refunds.create({ payment_intent: tradeNo, amount: 1 });
    }
    expect(await world.provider.refunds.list(tradeNo)).toHaveLength(101);
  });

  it('name a failure that is stored under their attempt, and succeed under the next one', async () => {
    const order = { tradeNo: await paidTradeNo(), amount: money(100, 'USD'), refundNo: freshKey() };
    world.sandbox.setFaults({ stripe: { failNext: 1, status: 500 } });
    const failed = world.provider.refunds.create({ ...order, attempt: 1 });

    await expect(failed).rejects.toMatchObject({ code: 'attempt_failed', retryable: true });
    expect(await world.provider.refunds.create({ ...order, attempt: 2 })).toMatchObject({ attempt: 2 });
  });

  it('of no payment are not found', async () => {
    await expect(world.provider.refunds.retrieve('re_none')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('receipts', () => {
  it('are found for a payment that was made', async () => {
    const papers = await world.provider.receipts.papersOf(await paidSession());

    expect((await fetch(papers.receiptUrl ?? '')).status).toBe(200);
    expect(papers.invoiceUrl).toBeNull();
  });

  it('come with an invoice where the shop has one written', async () => {
    const { settings } = world.checkoutOf();
    const sessionId = await paidSession({ settings: { ...settings, invoices: true } });
    const { invoiceUrl } = await world.provider.receipts.papersOf(sessionId);

    expect(await (await fetch(invoiceUrl ?? '')).text()).toContain('Invoice');
  });

  it('are none for a payment that was not', async () => {
    const { sessionId } = await world.provider.createCheckout(world.checkoutOf());

    expect(await world.provider.receipts.papersOf(sessionId)).toEqual({ receiptUrl: null, invoiceUrl: null });
  });
});

describe('customers', () => {
  it('are created once, changed and deleted', async () => {
    const { customers } = world.provider;
    const input = { email: 'a@example.com', name: 'Ada', phone: '+15415550142', idempotencyKey: freshKey() };
    const created = await customers.create(input);

    expect(created).toMatchObject({ email: 'a@example.com', name: 'Ada' });
    expect(await customers.create(input)).toEqual(created);
    expect(await customers.update(created.customerId, { name: 'Ada L.' })).toEqual({
      ...created,
      name: 'Ada L.',
    });
    await customers.delete(created.customerId);
    await expect(customers.delete(created.customerId)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('payment intents', () => {
  it('are created and confirmed', async () => {
    const { paymentIntents, customers } = world.provider;
    const { customerId } = await customers.create({ email: 'b@example.com', idempotencyKey: freshKey() });
    const amount = money(1500, 'EUR');
    const created = await paymentIntents.create({
      amount,
      customerId,
      metadata: { purpose: 'test' },
      idempotencyKey: freshKey(),
    });
    const payment = { paymentMethodId: 'pm_card_visa', returnUrl: 'http://127.0.0.1:9/back' };

    expect(created).toMatchObject({ status: 'requires_payment_method', amount });
    expect(await paymentIntents.confirm(created.paymentIntentId, payment)).toMatchObject({
      status: 'succeeded',
    });
  });

  it('tell a declined card from other failures', async () => {
    const { paymentIntents } = world.provider;
    const intent = { amount: money(1500, 'USD'), idempotencyKey: freshKey() };
    const { paymentIntentId } = await paymentIntents.create(intent);
    const declined = { paymentMethodId: 'pm_card_chargeDeclined', returnUrl: 'http://127.0.0.1:9/back' };

    await expect(paymentIntents.confirm(paymentIntentId, declined)).rejects.toMatchObject({
      code: 'card_declined',
      retryable: false,
    });
  });

  it('are cancelled, and not twice', async () => {
    const { paymentIntents } = world.provider;
    const intent = { amount: money(1500, 'USD'), idempotencyKey: freshKey() };
    const { paymentIntentId } = await paymentIntents.create(intent);

    expect(await paymentIntents.cancel(paymentIntentId)).toMatchObject({ status: 'canceled' });
    await expect(paymentIntents.cancel(paymentIntentId)).rejects.toMatchObject({ code: 'provider_refused' });
  });
});

describe('subscriptions', () => {
  it('are created, changed, asked for and cancelled', async () => {
    const { subscriptions, customers } = world.provider;
    const { customerId } = await customers.create({ email: 'c@example.com', idempotencyKey: freshKey() });
    const [basic, pro] = [await monthly(900), await monthly(2900)];
    const order = { customerId, priceId: basic, metadata: { plan: 'basic' }, idempotencyKey: freshKey() };
    const created = await subscriptions.create(order);
    const id = created.subscriptionId;

    expect(created.cancelAtPeriodEnd).toBe(false);
    expect(created.currentPeriodEnd?.getTime()).toBeGreaterThan(Date.now());
    expect(await subscriptions.create(order)).toEqual(created);
    expect(await subscriptions.update(id, { cancelAtPeriodEnd: true })).toMatchObject({
      cancelAtPeriodEnd: true,
    });
    await subscriptions.update(id, { priceId: pro });
    expect((await sdk().subscriptions.retrieve(id)).items.data.map(({ price }) => price.id)).toEqual([pro]);
    expect(await subscriptions.retrieve(id)).toMatchObject({ cancelAtPeriodEnd: true });
    expect(await subscriptions.cancel(id)).toMatchObject({ status: 'canceled' });
  });

  it('that do not exist are not found', async () => {
    await expect(world.provider.subscriptions.retrieve('sub_none')).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  const monthly = async (amount: number): Promise<string> => {
    const price = await sdk().prices.create({
      currency: 'usd',
      unit_amount: amount,
      recurring: { interval: 'month' },
      product_data: { name: 'Plan' },
    });
    return price.id;
  };
});

describe('prices', () => {
  it('of an archived product count as inactive', async () => {
    await sdk().products.update('prod_contract', { active: false });

    expect(await world.provider.prices.fetch([priceId])).toMatchObject([{ priceId, active: false }]);
    await sdk().products.update('prod_contract', { active: true });
  });
});
