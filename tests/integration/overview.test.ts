import { beforeEach, describe, expect, it } from 'vitest';
import { insert } from '#domain/changes.ts';
import { figureTables } from '#domain/overview-tables.ts';
import { incidents } from '#services/console/queries/incidents.ts';
import { attention, overview } from '#services/console/queries/overview.ts';
import { watchForIncidents } from '#services/watch-for-incidents.ts';
import { message, only, order, transaction, webhookLog } from '#tests/contract/store/records.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const ana = { name: 'ana', role: 'viewer' } as const;
const hoursBefore = (now: Date, hours: number): Date => new Date(now.getTime() - hours * 3_600_000);

let app: TestContext;
onEveryStore((store) => {
  beforeEach(() => {
    app = createTestContext({ store: store(), alertChannels: ['email'] });
    app.clock.pass(600);
  });

  async function sell(
    hours: number,
    fields: Parameters<typeof order>[0] = {},
    charge = 'succeeded',
  ): Promise<void> {
    const created_at = hoursBefore(app.clock.now(), hours);
    const sold = order({ created_at, ...fields });
    const status = charge as 'succeeded' | 'failed';
    const line = transaction(sold, { created_at, status });
    await app.store.commit(only(insert('payment_orders', sold), insert('payment_transactions', line)));
  }

  describe('the overview', () => {
    it('tells what a window added up to, each currency by itself, and what the one before did', async () => {
      await sell(1, { amount: 29_900, currency: 'USD', country: 'GB' });
      await sell(2, { amount: 29_900, currency: 'USD', country: 'JP', status: 'refunded' });
      await sell(3, { amount: 48_000, currency: 'JPY', country: 'JP', locale: 'ja' });
      await sell(4, { status: 'cancelled' }, 'failed');
      await sell(30);
      const { summary, before, colours, countries, periods } = await overview(app, ana, '24h');
      expect(summary).toMatchObject({
        orders: 3,
        revenue: [
          { amount: 48_000, currency: 'JPY' },
          { amount: 59_800, currency: 'USD' },
        ],
        failedPayments: { part: 1, whole: 4 },
      });
      expect(before.orders).toBe(1);
      expect(periods).toHaveLength(24);
      expect(colours.map(({ orders, revenue }) => [orders, revenue.currency])).toEqual([
        [2, 'USD'],
        [1, 'JPY'],
      ]);
      expect(countries.map(({ name, orders }) => `${name} ${orders}`)).toEqual(['GB 1', 'JP 1', 'JP 1']);
      const week = await overview(app, ana, '7d');
      expect(week.summary.orders).toBe(4);
      expect(week.periods).toHaveLength(28);
      expect(week.periods.reduce((sum, step) => sum + step.summary.orders, 0)).toBe(4);
      expect((await overview(app, ana, '30d')).periods).toHaveLength(30);
    });

    it('has a table of as many columns as its header for everything it shows', async () => {
      await sell(1);
      const figures = await overview(app, ana, '24h');
      for (const { header, rows } of Object.values(figureTables)) {
        expect(rows(figures).length).toBeGreaterThan(0);
        for (const row of rows(figures)) expect(row).toHaveLength(header.length);
      }
    });

    it('lists what needs a person until nothing does, with the page that shows it', async () => {
      expect((await attention(app, ana)).needs).toEqual([]);
      const dead = message({
        status: 'dead',
        last_error: 'Klaviyo answered 400.',
        created_at: app.clock.now(),
      });
      await app.store.commit(only(insert('outbox', dead)));
      expect((await attention(app, ana)).needs).toMatchObject([
        { id: 'dead_messages', href: '/console/deliveries?view=dead', since: app.clock.now() },
      ]);
    });
  });

  it('shows incidents beside the errors behind them, grouped by what they have in common', async () => {
    const failed = (result: string) =>
      insert('webhook_logs', webhookLog({ status: 'failed', result, created_at: app.clock.now() }));
    await app.store.commit(only(failed('No order for pi_123456789.'), failed('No order for pi_987654321.')));
    await watchForIncidents(app);
    const page = await incidents(app, ana);
    expect(page.incidents).toMatchObject([
      { rule: 'failed_events', status: 'open', title: 'Events wait for a person' },
    ]);
    expect(page.errors).toMatchObject([{ pattern: 'No order for ‹id›.', count: 2, source: 'event' }]);
  });

  it('is for whoever may look', async () => {
    const nobody = { name: 'nobody', role: 'shopper' as never };
    await expect(overview(app, nobody, '24h')).rejects.toThrow('viewer');
    await expect(attention(app, nobody)).rejects.toThrow('viewer');
    await expect(incidents(app, nobody)).rejects.toThrow('viewer');
  });
});
