import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CheckoutResultState } from '#domain/checkout-result.ts';
import { deliver, produce, ship } from '#domain/operator-acts/goods.ts';
import { cancelForOperator } from '#domain/operator-acts/money.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { missingStore } from '#server/missing-store.ts';
import { actOnOrder, type Decide } from '#services/console/act-on-order.ts';
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

async function act(sessionId: string, decide: Decide): Promise<void> {
  const { order } = await app.store.load({ order: { method: 'stripe', sessionId } });
  const request = { orderNo: order?.record.order_no ?? '', actId: app.ids.newId(), reason: 'as agreed' };
  expect(await actOnOrder(app, { name: 'ana', role: 'operator' }, { request, decide })).toEqual({
    kind: 'done',
  });
}

onEveryStore((store) => {
  beforeEach(() => {
    sandbox.setFaults({ stripe: { status: 500, failNext: 0, hang: false } });
    app = createTestContext({ stripeApi: sandbox.url, store: store(), clock: createRunningClock() });
  });

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

    it('says of an order that was called off what goes back, and never that it ships', async () => {
      const { sessionId } = await started();
      await pay(sessionId, 'pay');
      await checkoutResult(app, sessionId);
      await app.settled();
      await act(sessionId, cancelForOperator);
      expect(await checkoutResult(app, sessionId)).toMatchObject({
        state: 'cancelled',
        order: { amountOwed: { amount: 59_800 }, ships: null },
      });
    });

    it('says of an order that a person has to check that it is being checked, at once and later', async () => {
      const other = { ...app.catalog.offers[0], sku: 'another' };
      const { sessionId } = await started();
      await pay(sessionId, 'pay');
      const doubting = { ...app, catalog: { ...app.catalog, offers: [other] as const } };
      for (let look = 0; look < 2; look++)
        expect(await checkoutResult(doubting, sessionId)).toMatchObject({ state: 'being_checked' });
      await app.settled();
      expect(app.mails).toEqual([]);
    });

    it('follows the goods until they have arrived', async () => {
      const { sessionId } = await started();
      await pay(sessionId, 'pay');
      expect(await checkoutResult(app, sessionId)).toMatchObject({ order: { ships: { kind: 'window' } } });
      await app.settled();
      const parcel = { carrier: 'DHL', trackingNumber: '00340434161094042557' };
      const acts: [CheckoutResultState, Decide][] = [
        ['in_production', produce],
        ['shipped', (at, around) => ship(at, parcel, around)],
        ['delivered', deliver],
      ];
      for (const [state, decide] of acts) {
        await act(sessionId, decide);
        expect(await checkoutResult(app, sessionId)).toMatchObject({ state });
      }
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
