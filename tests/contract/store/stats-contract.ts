import { expect, it } from 'vitest';
import { insert } from '#domain/changes.ts';
import type { Order } from '#domain/order.ts';
import type { StatsQuery, Store } from '#libs/store/store.ts';
import { after, only, order } from './records.ts';

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
}
