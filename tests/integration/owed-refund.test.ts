import { beforeEach, describe, expect, it } from 'vitest';
import { clearAttention } from '#domain/operator-acts/care.ts';
import { cancelForOperator, refundOrder } from '#domain/operator-acts/money.ts';
import { actOnOrder } from '#services/console/act-on-order.ts';
import { orderPage } from '#services/queries/order-page.ts';
import { readWaiting } from '#services/read-signs.ts';
import { eventsOf, type Purchase, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const ana = { name: 'ana', role: 'operator' } as const;
type Decide = Parameters<typeof actOnOrder>[2]['decide'];

onEveryStore((store) => {
  let app: TestContext;
  let bought: Purchase;
  beforeEach(() => {
    app = createTestContext({ store: store(), stock: { limit: 1, buffer: 0 } });
    bought = purchase({ color: 'red' });
  });

  async function act(decide: Decide): Promise<void> {
    const request = { orderNo: bought.orderNo, actId: app.ids.newId(), reason: 'as agreed' };
    expect(await actOnOrder(app, ana, { request, decide })).toEqual({ kind: 'done' });
  }

  /** A refund of the provider's dashboard that the bank sends back. */
  async function bounce(refundId: string, amount: number): Promise<void> {
    const { refund } = eventsOf(bought);
    await post(app, refund('created', refundId, 'succeeded', amount));
    await post(app, refund('failed', refundId, 'failed', amount));
    await app.settled();
  }

  const flag = async () =>
    (await app.store.load({ order: { method: 'stripe', orderNo: bought.orderNo } })).order?.record
      .needs_attention;

  async function page() {
    const shown = await orderPage(app, { orderNo: bought.orderNo, linkVersion: 1, uid: null });
    if (shown.kind !== 'shown') throw new Error(`The page is ${shown.kind}.`);
    const { state, amounts, steps, ships } = shown.view;
    return { state, owed: amounts.owed.amount, steps: steps.map(({ name }) => name), ships };
  }

  const waiting = async () => (await readWaiting(app)).owedRefunds;

  describe('a refund that did not arrive', () => {
    it('in part is told with its own amount, and the goods go on', async () => {
      await post(app, eventsOf(bought).paid());
      await bounce('re_1', 2_000);
      expect(await page()).toMatchObject({
        ...{ state: 'refund_failed', owed: 2_000 },
        steps: expect.arrayContaining(['another_way', 'production', 'delivered']),
        ships: { kind: 'window' },
      });
      expect(await waiting()).toMatchObject({ count: 1, latest: bought.orderNo });
    });

    it('is told to shopper and operator although the order was perhaps paid twice', async () => {
      bought = purchase({ color: 'sakura-pink' });
      await post(app, eventsOf(purchase({ color: 'sakura-pink' })).paid());
      await app.settled();
      app.clock.pass(60);
      await post(app, eventsOf(bought).paid());
      await app.settled();
      expect(await flag()).toBe('possible_double_payment');
      await bounce('re_1', 2_000);
      expect(await flag()).toBe('refund_failed');
      expect(await page()).toMatchObject({ state: 'refund_failed', owed: 2_000 });
    });

    it('of what was sold out is told as owed, and no more once it is asked for again', async () => {
      await post(app, eventsOf(purchase({ color: 'red', email: 'first@example.com' })).paid());
      await post(app, eventsOf(bought).paid());
      await app.settled();
      expect(await page()).toMatchObject({ state: 'sold_out', owed: 29_900, ships: null });
      const { refund } = eventsOf(bought);
      const ours = { metadata: { refund_no: `${bought.orderNo}-sold_out`, attempt: '1' } };
      await post(app, refund('failed', 're_1', 'failed', 29_900, ours));
      expect(await flag()).toBe('oversold');
      expect(await page()).toMatchObject({ state: 'refund_failed', owed: 29_900, ships: null });
      expect(await waiting()).toMatchObject({ count: 1, latest: bought.orderNo });

      app.clock.pass(60);
      await act((at, around) => refundOrder(at, { amount: 29_900, reason: 'not_deliverable' }, around));
      expect(await page()).toMatchObject({ state: 'sold_out', owed: 29_900 });
      expect(await waiting()).toMatchObject({ count: 0 });
    });

    it('of an order that was called off leaves all of it owed, and no goods in sight', async () => {
      await post(app, eventsOf(bought).paid());
      await app.settled();
      await act(cancelForOperator);
      await bounce('re_1', 29_900);
      const { state, owed, steps, ships } = await page();
      expect([state, owed, ships]).toEqual(['refund_failed', 29_900, null]);
      expect(steps).not.toContain('production');
    });

    it('is settled when a person takes the flag away', async () => {
      await post(app, eventsOf(bought).paid());
      await bounce('re_1', 2_000);
      await act(clearAttention);
      expect(await page()).toMatchObject({ state: 'paid', owed: 0 });
      expect(await waiting()).toMatchObject({ count: 0 });
    });
  });
});
