import { beforeEach, describe, expect, it } from 'vitest';
import { insert, update } from '#domain/changes.ts';
import { addFigures, type FigureLine, type Figures } from '#domain/figures.ts';
import { countFigures } from '#services/count-figures.ts';
import { receiveWebhook } from '#services/receive-webhook.ts';
import { rollUpFigures } from '#services/roll-up-figures.ts';
import { startCheckout } from '#services/start-checkout.ts';
import { message, only, order, transaction, webhookLog } from '#tests/contract/store/records.ts';
import { eventsOf, post, purchase, signed } from '#tests/factories.ts';
import { randomNumbers } from '#tests/move/random-orders.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const now = new Date('2026-11-21T12:00:00Z');
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const lastDays = { from: new Date('2026-11-19T00:00:00Z'), until: now };

/** Lines as sets, because their sequence says nothing. */
const sorted = (figures: Figures) =>
  Object.fromEntries(
    Object.entries(figures).map(([name, lines]) => [
      name,
      [...(lines as readonly FigureLine[])].sort((a, b) =>
        JSON.stringify(a.values) < JSON.stringify(b.values) ? -1 : 1,
      ),
    ]),
  );

let answerOfTheFirstStore: unknown;
let app: TestContext;
onEveryStore((store, { name }) => {
  beforeEach(() => {
    app = createTestContext({ store: store() });
  });

  const figures = async (period: 'hour' | 'day') =>
    sorted(addFigures((await countFigures(app, period, lastDays)).map((part) => part.figures)));

  async function trade(): Promise<void> {
    const random = randomNumbers(7);
    const pick = <V>(...values: readonly [V, ...V[]]): V =>
      values[Math.floor(random() * values.length)] ?? values[0];
    const changes = Array.from({ length: 40 }, (_, nth) => {
      const created_at = hoursAgo(random() * 70);
      const bought = order({
        ...{ id: `o${nth}`, created_at, status: pick('paid', 'cancelled'), currency: pick('USD', 'JPY') },
        ...{ country: pick('GB', 'JP', null), locale: pick('en', 'ja'), variant: pick('red', 'sakura-pink') },
      });
      const duration_ms = pick(3, 80, 31_000, null);
      return [
        insert('payment_orders', bought),
        insert('payment_transactions', transaction(bought, { id: `t${nth}`, created_at })),
        insert(
          'webhook_logs',
          webhookLog({ id: `l${nth}`, created_at, duration_ms, status: pick('success', 'failed') }),
        ),
        insert('outbox', message({ id: `m${nth}`, created_at, status: pick('sent', 'dead') })),
      ];
    });
    for (const some of [changes.slice(0, 20), changes.slice(20)])
      await app.store.commit(only(...some.flat()));
  }

  describe('figures', () => {
    it('are the same in every store, by the hour and by the day, counted now or rolled up before', async () => {
      await trade();
      const counted = await figures('hour');
      expect(counted.colours?.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(30);
      expect(await figures('day')).toEqual(counted);
      const done = await rollUpFigures(app, { days: 4 });
      expect(done).toEqual({ hours: 3 * 24 + 12, days: 3 });
      expect(await figures('hour')).toEqual(counted);
      expect(await figures('day')).toEqual(counted);
      answerOfTheFirstStore ??= counted;
      expect(counted).toEqual(answerOfTheFirstStore);
    }, 60_000);

    it('follow a record that changes after its hour was rolled up', async () => {
      const bought = order({ created_at: hoursAgo(2), status: 'pending' });
      await app.store.commit(only(insert('payment_orders', bought)));
      await rollUpFigures(app, { days: 4 });
      const [read] = await app.store.get('payment_orders', [bought.id]);
      if (read) await app.store.commit(only(update('payment_orders', read, { status: 'paid' })));
      app.clock.pass(2 * 3_600);
      expect((await figures('hour')).colours).toMatchObject([{ values: ['paid', 'sakura-pink', 'USD'] }]);
      await rollUpFigures(app, { days: 4 });
      expect((await figures('day')).colours).toMatchObject([{ values: ['paid', 'sakura-pink', 'USD'] }]);
    }, 60_000);

    it('are rolled up once by two that do it at the same time, and then left alone', async () => {
      await trade();
      const both = await Promise.all([rollUpFigures(app, { days: 4 }), rollUpFigures(app, { days: 4 })]);
      expect(both.reduce((sum, { days }) => sum + days, 0)).toBeGreaterThanOrEqual(3);
      expect(await rollUpFigures(app, { days: 4 })).toEqual({ hours: 0, days: 0 });
    }, 60_000);
  });

  describe('what leaves no record', () => {
    const forged = signed('{}', { at: 1, secret: 'whsec_of_somebody_else' });
    const refusedCheckout = () =>
      startCheckout(app, {
        ...{ sku: 'rolitt-companion', color: 'no such colour', quantity: 1, email: null, userId: null },
        ...{ locale: 'en', utm: null, openSessionId: null },
      });
    const written = async () =>
      (await app.store.list('rollups', { where: { source: 'process' }, limit: 10 })).rows;

    it(`is counted once, written after the answer and at most once a minute (${name})`, async () => {
      for (let nth = 0; nth < 51; nth++) await receiveWebhook(app, 'stripe', forged);
      await app.settled();
      // A flood of forgeries touches no database, not even to be counted.
      expect(await written()).toEqual([]);
      await refusedCheckout();
      await receiveWebhook(app, 'stripe', forged);
      await refusedCheckout();
      await app.settled();
      app.clock.pass(61);
      await post(app, eventsOf(purchase()).paid());
      await app.settled();
      expect(await written()).toHaveLength(1);
      const window = { from: now, until: new Date(now.getTime() + 3_600_000) };
      const [hour] = await countFigures(app, 'hour', window);
      expect(hour?.figures.forgeries).toEqual([{ values: ['stripe'], count: 52, sum: 0 }]);
      expect(hour?.figures.checkouts).toMatchObject([{ values: ['refused'], count: 2 }]);
      // Where nothing was counted, nothing is written.
      const before = await written();
      app.clock.pass(61);
      await post(app, eventsOf(purchase()).paid());
      await app.settled();
      expect(await written()).toEqual(before);
    });

    it(`stops nobody when it cannot be written, and is written a minute later (${name})`, async () => {
      const { get } = app.store;
      let down = true;
      const broken: TestContext['store'] = {
        ...app.store,
        get: (...asked) => (down ? Promise.reject(new Error('The database is down.')) : get(...asked)),
      };
      app = createTestContext({ store: broken });
      expect(await refusedCheckout()).toMatchObject({ kind: 'refused' });
      await app.settled();
      down = false;
      app.clock.pass(61);
      await post(app, eventsOf(purchase()).paid());
      await app.settled();
      expect(await written()).toMatchObject([{ figures: { checkouts: [{ count: 1 }] } }]);
    });
  });
});
