import { beforeEach, describe, expect, it } from 'vitest';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

let app: TestContext;
onEveryStore((store) => {
  beforeEach(() => {
    app = createTestContext({ store: store() });
  });

  const rows = async <T extends Parameters<TestContext['store']['list']>[0]>(table: T) =>
    (await app.store.list(table, { limit: 200 })).rows;
  const onlyOrder = async () => {
    const orders = await rows('payment_orders');
    expect(orders).toHaveLength(1);
    return orders[0];
  };

  describe('a paid checkout', () => {
    it('becomes one order, one charge, one preorder and its three events', async () => {
      const bought = purchase();
      const answer = await post(app, eventsOf(bought).paid());
      await app.settled();
      expect(answer.status).toBe(200);
      expect(await onlyOrder()).toMatchObject({
        order_no: bought.orderNo,
        status: 'paid',
        amount: 29_900,
        currency: 'USD',
      });
      expect(await rows('payment_transactions')).toMatchObject([
        { action_type: 'charge', status: 'succeeded' },
      ]);
      expect(await rows('preorders')).toMatchObject([
        {
          preorder_number: bought.orderNo,
          status: 'confirmed',
          color: 'sakura-pink',
          email: 'ada@example.com',
        },
      ]);
      expect(app.sent.map(({ dedupe_key }) => dedupe_key).sort()).toEqual([
        `ordered-product:${bought.orderNo}:rolitt-companion`,
        `placed-order:${bought.orderNo}`,
        `preorder-success:${bought.orderNo}`,
      ]);
    });

    it('is recorded once when Stripe delivers the same event five times at once', async () => {
      const event = eventsOf(purchase()).paid();
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => post(app, event)));
      await app.settled();
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      expect(await rows('payment_orders')).toHaveLength(1);
      expect(app.sent).toHaveLength(3);
    });

    it('is recorded once when two different events tell of it', async () => {
      const events = eventsOf(purchase());
      await post(app, events.paid());
      await post(app, events.paid());
      await app.settled();
      expect(await rows('preorders')).toHaveLength(1);
      const logs = await rows('webhook_logs');
      expect(
        logs.map(({ result }) => result).filter((result) => result.startsWith('Already applied')),
      ).toHaveLength(1);
    });

    it('keeps its order when the number is taken by somebody else, under a new number', async () => {
      const first = purchase();
      await post(app, eventsOf(first).paid());
      await post(app, eventsOf(purchase({ orderNo: first.orderNo })).paid());
      const numbers = (await rows('payment_orders')).map(({ order_no }) => order_no);
      expect(new Set(numbers).size).toBe(2);
      expect(numbers).toContain(first.orderNo);
    });

    it('of nothing is an order like any other', async () => {
      const bought = purchase({ tradeNo: null });
      await post(
        app,
        eventsOf(bought).paid(
          {},
          {
            payment_status: 'no_payment_required',
            amount_total: 0,
            total_details: { amount_discount: 29_900, amount_shipping: 0, amount_tax: 0 },
          },
        ),
      );
      expect(await onlyOrder()).toMatchObject({
        status: 'paid',
        amount: 0,
        amount_discount: 29_900,
        trade_no: null,
      });
      expect(await rows('preorders')).toHaveLength(1);
    });

    it('with another amount than stamped is kept, flagged and not fulfilled', async () => {
      await post(app, eventsOf(purchase()).paid({}, { amount_subtotal: 27_900, amount_total: 27_900 }));
      await app.settled();
      expect(await onlyOrder()).toMatchObject({ status: 'paid', needs_attention: 'amount_mismatch' });
      expect(await rows('preorders')).toHaveLength(0);
      expect(app.sent).toHaveLength(0);
    });

    it('of an unknown colour is kept and flagged', async () => {
      await post(app, eventsOf(purchase({ color: 'constructor' })).paid());
      expect(await onlyOrder()).toMatchObject({ status: 'paid', needs_attention: 'unknown_product' });
    });

    it('of the same buyer and colour twice within the hour leaves two orders and a flag', async () => {
      await post(app, eventsOf(purchase()).paid());
      await app.settled();
      app.clock.pass(60);
      await post(app, eventsOf(purchase()).paid());
      await app.settled();
      const flags = (await rows('payment_orders')).map(({ needs_attention }) => needs_attention);
      expect(flags).toHaveLength(2);
      expect(flags.filter(Boolean)).toEqual(['possible_double_payment']);
      expect(await rows('preorders')).toHaveLength(2);
    });
  });

  describe('money that moves later', () => {
    it('of a delayed method is pending until it arrived, and only then fulfilled', async () => {
      const events = eventsOf(purchase());
      await post(app, events.unpaid());
      expect(await onlyOrder()).toMatchObject({ status: 'pending', paid_at: null });
      expect(await rows('preorders')).toHaveLength(0);
      await post(app, events.delayedPaid());
      expect(await onlyOrder()).toMatchObject({ status: 'paid', version: 2 });
      expect(await rows('preorders')).toHaveLength(1);
    });

    it('that never arrives cancels the order', async () => {
      const events = eventsOf(purchase());
      await post(app, events.unpaid());
      await post(app, events.delayedFailed());
      expect(await onlyOrder()).toMatchObject({ status: 'cancelled' });
    });

    it('that nobody paid needs nobody to look at the order', async () => {
      await post(app, eventsOf(purchase({ email: null, color: 'mauve' })).expired());
      expect(await onlyOrder()).toMatchObject({ status: 'cancelled', needs_attention: null });
    });

    it('after the page expired is honoured', async () => {
      const events = eventsOf(purchase());
      await post(app, events.expired());
      expect(await onlyOrder()).toMatchObject({ status: 'cancelled' });
      await post(app, events.paid());
      expect(await onlyOrder()).toMatchObject({ status: 'paid', cancelled_at: null });
      expect(await rows('preorders')).toHaveLength(1);
    });

    it('back to the buyer in full takes the preorder with it, in part does not', async () => {
      const bought = purchase();
      const events = eventsOf(bought);
      await post(app, events.paid());
      await post(app, events.refund('created', 're_1', 'succeeded', 10_000));
      expect(await onlyOrder()).toMatchObject({ status: 'partially_refunded', amount_refunded: 10_000 });
      expect(await rows('preorders')).toMatchObject([{ status: 'confirmed' }]);
      await post(app, events.refund('created', 're_2', 'succeeded', 19_900));
      expect(await onlyOrder()).toMatchObject({ status: 'refunded', amount_refunded: 29_900 });
      expect(await rows('preorders')).toMatchObject([{ status: 'refunded' }]);
    });

    it('back to the buyer takes the preorder with it, also of a colour that is sold no more', async () => {
      const events = eventsOf(purchase());
      await post(app, events.paid());
      const [offer] = app.catalog.offers;
      const [, , other] = offer.variants;
      if (!other) throw new Error('the catalogue has one colour only');
      const later = {
        ...app,
        catalog: { ...app.catalog, offers: [{ ...offer, variants: [other] }] as const },
      };
      await post(later, events.refund('created', 're_1', 'succeeded', 29_900));
      expect(await rows('preorders')).toMatchObject([{ status: 'refunded' }]);
    });

    it('back to the buyer that fails after all re-opens the order and its preorder', async () => {
      const events = eventsOf(purchase());
      await post(app, events.paid());
      await post(app, events.refund('created', 're_1', 'succeeded', 29_900));
      await post(app, events.refund('failed', 're_1', 'failed', 29_900));
      expect(await onlyOrder()).toMatchObject({ status: 'paid', amount_refunded: 0 });
      expect(await rows('preorders')).toMatchObject([{ status: 'confirmed' }]);
    });

    it('in dispute marks the order until the dispute is closed', async () => {
      const events = eventsOf(purchase());
      await post(app, events.paid());
      await post(app, events.dispute('created', 'dp_1', 'needs_response'));
      expect(await onlyOrder()).toMatchObject({ status: 'disputed' });
      await post(app, events.dispute('closed', 'dp_1', 'won'));
      expect(await onlyOrder()).toMatchObject({ status: 'paid' });
    });

    it('is not booked by a charge.refunded, which is only compared', async () => {
      const events = eventsOf(purchase());
      await post(app, events.paid());
      await post(app, events.chargeRefunded(29_900));
      expect(await onlyOrder()).toMatchObject({ status: 'paid', amount_refunded: 0 });
    });
  });
});
