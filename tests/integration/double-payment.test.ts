import { beforeEach, describe, expect, it } from 'vitest';
import { clearAttention } from '#domain/operator-acts/care.ts';
import type { Store } from '#libs/store/store.ts';
import { actOnOrder } from '#services/console/act-on-order.ts';
import { lookForDoublePayments } from '#services/reconcile/look-for-double-payments.ts';
import { sweepWebhookLogs } from '#services/sweep-webhook-logs.ts';
import { eventsOf, type Purchase, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const ana = { name: 'ana', role: 'operator' } as const;

onEveryStore((store) => {
  let app: TestContext;
  /** The same shop in a process that ends with every answer. */
  let dying: TestContext;
  beforeEach(() => {
    app = createTestContext({ store: store() });
    dying = { ...app, defer: () => {} };
  });

  const flags = async () =>
    new Map(
      (await app.store.list('payment_orders', { limit: 50 })).rows.map((order) => [
        order.order_no,
        order.needs_attention,
      ]),
    );
  /** Each pair is flagged once, on the order that came later. */
  async function expectFlagged(later: Purchase): Promise<void> {
    await app.settled();
    const flagged = [...(await flags())].filter(([, flag]) => flag !== null);
    expect(flagged).toEqual([[later.orderNo, 'possible_double_payment']]);
  }
  async function buy(on: TestContext, event: ReturnType<ReturnType<typeof eventsOf>['paid']>): Promise<void> {
    await post(on, event);
    await app.settled();
    app.clock.pass(60);
  }

  describe('the same wish paid twice within an hour is flagged', () => {
    it('when the process ends with its answer, once cron comes', async () => {
      const [first, second] = [purchase(), purchase()];
      await buy(dying, eventsOf(first).paid());
      await buy(dying, eventsOf(second).paid());
      app.clock.pass(120);
      expect([...(await flags()).values()]).toEqual([null, null]);
      expect(await lookForDoublePayments(app)).toEqual({ looked: 2 });
      await expectFlagged(second);
      expect(await lookForDoublePayments(app)).toEqual({ looked: 0 });
    });

    it('when the money of one arrives later, whichever it is', async () => {
      const [first, second] = [purchase(), purchase()];
      await buy(app, eventsOf(first).unpaid());
      await buy(app, eventsOf(second).paid());
      expect([...(await flags()).values()]).toEqual([null, null]);
      app.clock.pass(3 * 86_400);
      await buy(app, eventsOf(first).delayedPaid());
      await expectFlagged(second);
    });

    it('when one is born in the sweep', async () => {
      const [first, second] = [purchase(), purchase()];
      await buy(app, eventsOf(first).paid());
      let isBroken = true;
      const commit: Store['commit'] = (changes) => {
        if (!isBroken) return app.store.commit(changes);
        isBroken = false;
        return Promise.reject(new TypeError('a mistake of ours'));
      };
      const answer = await post({ ...app, store: { ...app.store, commit } }, eventsOf(second).paid());
      expect(answer.status).toBe(500);
      app.clock.pass(61);
      await sweepWebhookLogs(app);
      await expectFlagged(second);
    });
  });

  describe('a double payment', () => {
    it('is looked for by cron only, where nothing else looks, and each payment once', async () => {
      await buy(dying, eventsOf(purchase()).paid());
      expect(await lookForDoublePayments(app)).toEqual({ looked: 0 });
      app.clock.pass(120);
      expect(await lookForDoublePayments(app)).toEqual({ looked: 1 });
      await buy(dying, eventsOf(purchase({ email: 'b@example.com' })).paid());
      app.clock.pass(120);
      expect(await lookForDoublePayments(app)).toEqual({ looked: 1 });
      expect([...(await flags()).values()]).toEqual([null, null]);
    });

    it('that a person has looked at is not flagged again', async () => {
      const [first, second] = [purchase(), purchase()];
      await buy(app, eventsOf(first).paid());
      await buy(app, eventsOf(second).paid());
      await expectFlagged(second);
      const request = { orderNo: second.orderNo, actId: app.ids.newId(), reason: 'both are meant' };
      expect(await actOnOrder(app, ana, { request, decide: clearAttention })).toEqual({ kind: 'done' });
      app.clock.pass(120);
      expect(await lookForDoublePayments(app)).toEqual({ looked: 2 });
      expect([...(await flags()).values()]).toEqual([null, null]);
    });

    it('of which one was given back already is none', async () => {
      const [first, second] = [purchase(), purchase()];
      await buy(app, eventsOf(first).paid());
      await buy(app, eventsOf(first).refund('created', 're_1', 'succeeded', 29_900));
      await buy(app, eventsOf(second).paid());
      expect([...(await flags()).values()]).toEqual([null, null]);
    });
  });
});
