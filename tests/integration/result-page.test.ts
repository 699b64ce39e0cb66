import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { missingStore } from '#server/missing-store.ts';
import { checkoutResult } from '#services/queries/checkout-result.ts';
import { startCheckout } from '#services/start-checkout.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createRunningClock, createTestContext, priceMap, type TestContext } from '#tests/test-context.ts';

const prices = Object.entries(priceMap).map(([color, id]) => ({
  id,
  product: 'prod_companion',
  unit_amount: 29_900,
  currency: 'usd',
  nickname: color,
}));

let sandbox: Sandbox;
let app: TestContext;
beforeAll(async () => {
  sandbox = await startSandbox({ prices });
});
afterAll(() => sandbox.close());

const pay = (sessionId: string, outcome: string) =>
  fetch(`${sandbox.url}/_sandbox/stripe/sessions/${sessionId}/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ outcome, email: 'ada@example.com', name: 'Ada Lovelace' }),
  });

async function started() {
  const result = await startCheckout(app, {
    sku: 'rolitt-companion',
    color: 'sakura-pink',
    quantity: 2,
    email: 'ada@example.com',
    userId: null,
    locale: 'en',
    utm: null,
    openSessionId: null,
  });
  if (result.kind !== 'redirect') throw new Error(`refused: ${result.code}`);
  return result;
}

onEveryStore((store) => {
  beforeEach(() => {
    sandbox.setFaults({ stripe: { status: 500, failNext: 0, hang: false } });
    app = createTestContext({ stripeApi: sandbox.url, store: store(), clock: createRunningClock() });
  });
  afterEach(() => app.settled());

  describe('the result page', () => {
    it('settles a payment whose notification has not come yet', async () => {
      const { sessionId } = await started();
      await pay(sessionId, 'pay');
      const view = await checkoutResult(app, sessionId);
      expect(view).toMatchObject({
        state: 'paid',
        order: { quantity: 2, amount: { amount: 59_800, currency: 'USD' } },
      });
      await app.settled();
      expect((await app.store.list('payment_orders', { limit: 10 })).rows).toMatchObject([
        { status: 'paid' },
      ]);
      expect(await checkoutResult(app, sessionId)).toEqual(view);
      expect(app.sent).toHaveLength(3);
    });

    it('tells the truth while the database is down', async () => {
      const { sessionId } = await started();
      await pay(sessionId, 'pay');
      const down = { ...app, store: missingStore('down') };
      expect(await checkoutResult(down, sessionId)).toMatchObject({ state: 'paid' });
    });

    it.each([
      ['delayed', 'pending'],
      ['expire', 'expired'],
    ])('after %s says %s', async (outcome, state) => {
      const { sessionId } = await started();
      await pay(sessionId, outcome);
      expect(await checkoutResult(app, sessionId)).toMatchObject({ state });
    });

    it('of a page nobody paid on yet says so and books nothing', async () => {
      const { sessionId } = await started();
      expect(await checkoutResult(app, sessionId)).toMatchObject({ state: 'open', order: null });
      expect((await app.store.list('payment_orders', { limit: 10 })).rows).toHaveLength(0);
    });

    it('is confirming, never failed, when neither store nor provider answers', async () => {
      const { sessionId } = await started();
      sandbox.setFaults({ stripe: { failNext: 10, status: 503 } });
      expect(await checkoutResult({ ...app, store: missingStore('down') }, sessionId)).toEqual({
        state: 'confirming',
        order: null,
      });
    });

    it.each(['', 'cs_', '../etc', 'cs_test_unknown0000', "cs_test_'or'1'='1"])(
      'knows nothing of %j',
      async (sessionId) => {
        expect(await checkoutResult(app, sessionId)).toEqual({
          state: 'unknown',
          order: null,
        });
      },
    );

    it('shows nothing personal to whoever holds the session id', async () => {
      const { sessionId } = await started();
      await pay(sessionId, 'pay');
      const shown = JSON.stringify(await checkoutResult(app, sessionId));
      for (const personal of ['ada@example.com', 'Lovelace', 'address'])
        expect(shown).not.toContain(personal);
    });
  });
});
