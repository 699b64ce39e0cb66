import { beforeEach, describe, expect, it } from 'vitest';
import { insert } from '#domain/changes.ts';
import { RolittKlaviyoEvents } from '#domain/marketing/catalogue.ts';
import type { Operator } from '#domain/operator.ts';
import { DeliveryError } from '#libs/deliveries/delivery.ts';
import { campaignRevenue } from '#services/console/queries/campaign-revenue.ts';
import { metricCounts, metricPage } from '#services/console/queries/metric-page.ts';
import { orderAnnouncements } from '#services/console/queries/order-announcements.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { order } from '#tests/contract/store/records.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';
import { sale } from './sale.ts';

const viewer: Operator = { name: 'mira', role: 'viewer' };
const refusal = () => new DeliveryError('Klaviyo answered 400.', { retryable: false });
const outage = () => new DeliveryError('Klaviyo answered 503.', { retryable: true });

onEveryStore((store) => {
  let app: TestContext;
  const window = () => ({
    from: new Date(app.clock.now().getTime() - 86_400_000),
    until: new Date(app.clock.now().getTime() + 1000),
  });
  const countsOf = async (metric: string) =>
    (await metricCounts(app, viewer, window())).find((line) => line.metric === metric);

  beforeEach(() => {
    app = createTestContext({ store: store() });
  });

  describe('the ledger of an order', () => {
    it('has a line for every metric: what became of its event, or why there is none', async () => {
      const { orderNo } = await sale(app);
      const found = await orderAnnouncements(app, viewer, orderNo.toLowerCase());
      if (found.kind !== 'one') throw new Error(found.kind);
      expect(found.lines.map(({ metric }) => metric)).toEqual(
        Object.values(RolittKlaviyoEvents).map(({ metric }) => metric),
      );
      for (const { messages, whyNot } of found.lines) expect(messages.length > 0).toBe(whyNot === null);
      const line = (metric: string) => found.lines.find((each) => each.metric === metric);
      expect(line('Placed Order')).toMatchObject({ messages: [{ state: 'sent' }] });
      expect(line('Checkout Abandoned')?.whyNot).toBe('The shopper did not agree to marketing.');
      expect(line('Fulfilled Order')?.whyNot).toContain('It has not come to that.');
      expect(found.others).toMatchObject([{ receiver: 'mail', topic: 'order-confirmed' }]);
    });

    it('is found by the address of the buyer, and never shows it', async () => {
      const { orderNo } = await sale(app);
      expect(await orderAnnouncements(app, viewer, ' ada@example.com ')).toMatchObject({
        kind: 'one',
        order: { orderNo },
      });
      await sale(app);
      const several = await orderAnnouncements(app, viewer, 'ada@example.com');
      expect(several).toMatchObject({ kind: 'several', orders: [{}, {}] });
      expect(JSON.stringify(several)).not.toContain('ada@example.com');
    });

    it.each(['', 'ROL-ZZZZZZZZ', 'nobody@example.com', 'anything'])('is none for %j', async (search) => {
      expect(await orderAnnouncements(app, viewer, search)).toEqual({ kind: 'none' });
    });

    it('says of an unusable order that a person comes first', async () => {
      const bought = purchase({ unitAmount: 29_900 });
      await post(app, eventsOf(bought).paid({}, { amount_subtotal: 100, amount_total: 100 }));
      await app.settled();
      const found = await orderAnnouncements(app, viewer, bought.orderNo);
      const placed = found.kind === 'one' && found.lines.find(({ metric }) => metric === 'Placed Order');
      expect(placed ? placed.whyNot : null).toContain(
        'A person has to look at the order first: amount mismatch.',
      );
    });
  });

  describe('a metric', () => {
    it('counts what was owed, sent, waits and died, and says how long sending took and why it failed', async () => {
      await sale(app, outage(), outage(), outage());
      app.clock.pass(2);
      await drainOutbox(app);
      await sale(app, refusal(), refusal(), refusal());
      expect(await countsOf('Placed Order')).toEqual({
        ...{ metric: 'Placed Order', owed: 2, sent: 1, waiting: 0, suppressed: 0, dead: 1 },
      });
      const page = await metricPage(app, viewer, { metric: 'Placed Order', ...window() });
      expect(page).toMatchObject({
        delay: { p50: 2, p95: 2, of: 1 },
        reasons: [{ state: 'dead', reason: 'Klaviyo answered 400.', count: 1 }],
        days: [{ owed: 2, sent: 1, waiting: 0, suppressed: 0, dead: 1 }],
      });
      expect(page.latest).toHaveLength(2);
    });

    it('without any event in the window has nothing to say', async () => {
      expect(await metricPage(app, viewer, { metric: 'Delivered', ...window() })).toEqual({
        ...{ delay: null, days: [], reasons: [], latest: [] },
      });
    });
  });

  describe('the revenue of campaigns', () => {
    const sold = (fields: Partial<Parameters<typeof order>[0]>) =>
      order({ status: 'paid', created_at: app.clock.now(), utm: null, recovered_from: null, ...fields });
    const keep = async (...orders: ReturnType<typeof order>[]) => {
      const changes = orders.map((row) => insert('payment_orders', row));
      expect(await app.store.commit({ log: null, changes })).toEqual({ kind: 'committed' });
    };

    it('adds up what was paid less what went back, per campaign and currency, and never mixes two currencies', async () => {
      const letter = { source: 'letter', medium: 'email', campaign: 'autumn', landing_page: '/?color=red' };
      await keep(
        sold({ amount: 29_900, amount_refunded: 0, currency: 'USD', utm: letter }),
        sold({
          amount: 29_900,
          amount_refunded: 9_900,
          currency: 'USD',
          utm: letter,
          recovered_from: 'ROL-1',
        }),
        sold({ amount: 45_000, amount_refunded: 0, currency: 'JPY', utm: letter }),
        sold({ amount: 29_900, amount_refunded: 0, currency: 'USD' }),
        sold({ amount: 99_999, amount_refunded: 0, currency: 'USD', utm: letter, status: 'cancelled' }),
      );
      const found = await campaignRevenue(app, viewer, window());
      expect(found).toEqual({
        campaigns: [
          line(['letter', 'email', 'autumn'], 1, [45_000, 'JPY']),
          line(['letter', 'email', 'autumn'], 2, [49_900, 'USD'], 1),
          line(['direct', '', ''], 1, [29_900, 'USD']),
        ],
        landingPages: [
          line(['/?color=red'], 1, [45_000, 'JPY']),
          line(['/?color=red'], 2, [49_900, 'USD'], 1),
        ],
        isCut: false,
      });
    });

    it('says when a window has more orders than it read', async () => {
      await keep(...Array.from({ length: 3 }, () => sold({ amount: 100, amount_refunded: 0 })));
      expect(await campaignRevenue(app, viewer, { ...window(), most: 2 })).toMatchObject({ isCut: true });
    });
  });
});

const line = (names: string[], orders: number, [amount, currency]: [number, string], recovered = 0) => ({
  ...{ names, orders, revenue: { amount, currency }, recovered },
});
