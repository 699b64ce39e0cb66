import { beforeEach, describe, expect, it } from 'vitest';
import { clearAttention } from '#domain/operator-acts/care.ts';
import { actOnOrder } from '#services/console/act-on-order.ts';
import { allOf } from '#tests/contract/store/observed.ts';
import { eventsOf, type Purchase, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const ana = { name: 'ana', role: 'operator' } as const;
const underpaid = { amount_subtotal: 27_900, amount_total: 27_900 };

onEveryStore((store) => {
  let app: TestContext;
  beforeEach(() => {
    app = createTestContext({ store: store(), stock: { limit: 1, buffer: 0 } });
  });

  const orderOf = async ({ orderNo }: Purchase) =>
    (await app.store.load({ order: { method: 'stripe', orderNo } })).order?.record;

  async function clear({ orderNo }: Purchase): Promise<void> {
    const act = { orderNo, actId: app.ids.newId(), reason: 'all of it went back' };
    expect(await actOnOrder(app, ana, { request: act, decide: clearAttention })).toEqual({ kind: 'done' });
  }

  /** Everything that leaves the house for an order, or is reserved for it. */
  const begun = async (bought: Purchase) => {
    await app.settled();
    const id = (await orderOf(bought))?.id;
    const [preorders, messages, units] = await Promise.all([
      allOf(app.store, 'preorders'),
      allOf(app.store, 'outbox'),
      allOf(app.store, 'stock_units'),
    ]);
    return [
      ...preorders.filter(({ order_id }) => order_id === id).map(() => 'preorder'),
      ...messages.filter(({ order_id }) => order_id === id).map(({ topic }) => topic ?? 'refund'),
      ...units.filter(({ order_id }) => order_id === id).map(() => 'piece'),
    ].toSorted();
  };

  describe('the refund of an order nobody had begun', () => {
    it('that bounces weeks later begins nothing: the order was turned down by a person', async () => {
      const bought = purchase({ color: 'red' });
      const events = eventsOf(bought);
      await post(app, events.paid({}, underpaid));
      await post(app, events.refund('created', 're_1', 'succeeded', 27_900));
      await clear(bought);
      await post(app, events.refund('failed', 're_1', 'failed', 27_900));
      expect(await orderOf(bought)).toMatchObject({ status: 'paid', needs_attention: 'refund_failed' });
      expect(await begun(bought)).toEqual(['Refunded Order', 'refunded']);
    });

    it('that bounces begins nothing of what was sold out, though a piece is free again', async () => {
      const [first, late] = [purchase({ color: 'red' }), purchase({ color: 'red', email: 'b@example.com' })];
      await post(app, eventsOf(first).paid());
      await post(app, eventsOf(late).paid());
      expect(await orderOf(late)).toMatchObject({ needs_attention: 'oversold' });
      await post(app, eventsOf(late).refund('created', 're_1', 'succeeded', 29_900));
      await clear(late);
      await post(app, eventsOf(first).refund('created', 're_2', 'succeeded', 29_900));
      await post(app, eventsOf(late).refund('failed', 're_1', 'failed', 29_900));
      expect(await orderOf(late)).toMatchObject({ status: 'paid', needs_attention: 'refund_failed' });
      expect(await begun(late)).toEqual(['Refunded Order', 'refund', 'refunded']);
    });

    it('that bounces before its payment is told of does not keep the payment from being fulfilled', async () => {
      const bought = purchase({ color: 'red' });
      const events = eventsOf(bought);
      await post(app, events.unpaid());
      await post(app, events.refund('created', 're_1', 'succeeded', 29_900));
      await post(app, events.refund('failed', 're_1', 'failed', 29_900));
      expect(await begun(bought)).not.toContain('preorder');
      await post(app, events.delayedPaid());
      expect(await orderOf(bought)).toMatchObject({ status: 'paid', needs_attention: 'refund_failed' });
      expect(await begun(bought)).toEqual(expect.arrayContaining(['preorder', 'order-confirmed', 'piece']));
    });
  });
});
