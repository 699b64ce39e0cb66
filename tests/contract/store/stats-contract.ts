import { expect, it } from 'vitest';
import { insert } from '#domain/changes.ts';
import { durationSteps, emptySpread } from '#domain/duration-spread.ts';
import type { Order } from '#domain/order.ts';
import type { StatsQuery, Store } from '#libs/store/store.ts';
import { after, only, order, webhookLog } from './records.ts';

export function statsContract(store: () => Store): void {
  const put = (...orders: Order[]) =>
    store().commit(only(...orders.map((row) => insert('payment_orders', row))));
  const count = (query: Partial<StatsQuery<'payment_orders'>>) =>
    store().stats('payment_orders', { from: after(0), until: after(100), by: [], ...query });

  it('counts what was created from the first moment on and before the last one', async () => {
    await put(...[-1, 0, 50, 99, 100].map((at) => order({ created_at: after(at) })));
    expect(await count({})).toEqual([{ values: [], count: 3, sum: 0 }]);
  });

  it('answers no row for a window in which nothing was created', async () => {
    await put(order({ created_at: after(-1) }));
    expect(await count({})).toEqual([]);
    expect(await count({ by: ['status'] })).toEqual([]);
    expect(await count({ from: after(-1), until: after(-1) })).toEqual([]);
  });

  it('splits by the values of several fields, in their sequence, null before any text', async () => {
    await put(
      order({ status: 'refunded', discount_code: 'SPRING' }),
      order({ status: 'paid', discount_code: 'SPRING' }),
      order({ status: 'paid', discount_code: null }),
      order({ status: 'paid', discount_code: null }),
      order({ status: 'paid', discount_code: 'éclair' }),
      order({ status: 'paid', discount_code: 'autumn' }),
      order({ status: 'paid', discount_code: '' }),
    );
    expect(await count({ by: ['status', 'discount_code'] })).toEqual([
      { values: ['paid', null], count: 2, sum: 0 },
      { values: ['paid', ''], count: 1, sum: 0 },
      { values: ['paid', 'SPRING'], count: 1, sum: 0 },
      { values: ['paid', 'autumn'], count: 1, sum: 0 },
      { values: ['paid', 'éclair'], count: 1, sum: 0 },
      { values: ['refunded', 'SPRING'], count: 1, sum: 0 },
    ]);
  });

  it('adds up amounts to the last minor unit', async () => {
    await put(
      order({ currency: 'USD', amount: 29_900 }),
      order({ currency: 'USD', amount: 4_503_599_627_370_495 }),
      order({ currency: 'JPY', amount: 1 }),
      order({ currency: 'JPY', amount: 0 }),
    );
    expect(await count({ by: ['currency'], sum: 'amount' })).toEqual([
      { values: ['JPY'], count: 2, sum: 1 },
      { values: ['USD'], count: 2, sum: 4_503_599_627_400_395 },
    ]);
  });

  it('counts only what was asked for', async () => {
    await put(
      order({ locale: 'zh', needs_attention: null }),
      order({ locale: 'zh', needs_attention: 'possible_double_payment' }),
      order({ locale: 'en', needs_attention: null }),
    );
    const where = { locale: 'zh', needs_attention: null } as const;
    expect(await count({ where })).toEqual([{ values: [], count: 1, sum: 0 }]);
  });

  it('counts every record of a window that is larger than any page', async () => {
    for (let batch = 0; batch < 3; batch++) {
      await put(...Array.from({ length: 100 }, (_, nth) => order({ created_at: after(nth), amount: 7 })));
    }
    expect(await count({ by: ['status'], sum: 'amount' })).toEqual([
      { values: ['paid'], count: 300, sum: 2_100 },
    ]);
  });

  it('counts every hour and every day by itself, in UTC, and leaves out those in which nothing was created', async () => {
    const at = (time: string) => order({ created_at: new Date(time), amount: 5 });
    await put(
      ...['2026-11-20T23:59:59.999Z', '2026-11-21T00:00:00.000Z', '2026-11-21T00:30:00.000Z'].map(at),
      ...['2026-11-21T02:00:00.000Z', '2026-11-22T00:00:00.000Z'].map(at),
    );
    const window = { from: new Date('2026-11-20T00:00:00Z'), until: new Date('2026-11-22T00:00:00Z') };
    const row = (time: string, count: number) => ({
      at: new Date(time),
      values: ['paid'],
      count,
      sum: 5 * count,
    });
    expect(await count({ ...window, by: ['status'], sum: 'amount', every: 'hour' })).toEqual([
      row('2026-11-20T23:00:00Z', 1),
      row('2026-11-21T00:00:00Z', 2),
      row('2026-11-21T02:00:00Z', 1),
    ]);
    expect(await count({ ...window, by: ['status'], sum: 'amount', every: 'day' })).toEqual([
      row('2026-11-20T00:00:00Z', 1),
      row('2026-11-21T00:00:00Z', 3),
    ]);
  });

  it('tells how long things took by fixed steps, and leaves out what was not measured', async () => {
    const log = (status: 'success' | 'failed', duration_ms: number | null) =>
      insert('webhook_logs', webhookLog({ status, duration_ms }));
    const durations = [0, 4, 5, 29_999, 30_000, 2 ** 31 - 1, null];
    await store().commit(only(...durations.map((each) => log('success', each)), log('failed', 7)));
    const spreadOf = (columns: Record<number, number>) =>
      emptySpread().map((_, column) => columns[durationSteps[column - 1] ?? 0] ?? 0);
    const query = { from: after(0), until: after(1), by: ['status'], spread: 'duration_ms' } as const;
    expect(await store().stats('webhook_logs', { ...query, sum: 'duration_ms' })).toEqual([
      { values: ['failed'], count: 1, sum: 7, spread: spreadOf({ 5: 1 }) },
      {
        ...{ values: ['success'], count: 7, sum: 0 + 4 + 5 + 29_999 + 30_000 + 2 ** 31 - 1 },
        spread: spreadOf({ 0: 2, 5: 1, 20000: 1, 30000: 1, 86400000: 1 }),
      },
    ]);
  });
}
