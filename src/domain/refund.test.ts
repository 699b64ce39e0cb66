import { describe, expect, it } from 'vitest';
import { order } from '#tests/contract/store/records.ts';
import { oweRefund, refundable } from './refund.ts';

const around = { now: new Date('2026-11-21T12:00:00Z'), newId: () => 'msg_1' };
const promised = (...given: Parameters<typeof oweRefund>) => oweRefund(...given)?.row;

describe('a refund that is owed', () => {
  it('gives back all that has not gone back yet', () => {
    const bought = order({ amount: 29_900, amount_refunded: 4_900 });
    expect(promised(bought, { reason: 'cancelled_by_buyer' }, around)?.payload).toMatchObject({
      orderNo: bought.order_no,
      tradeNo: bought.trade_no,
      amount: 25_000,
      captured: 29_900,
      currency: 'USD',
      attempt: 1,
    });
  });

  it('is one promise for one reason, and another for another name', () => {
    const bought = order();
    const cancelled = { reason: 'cancelled_by_buyer' } as const;
    const keys = [cancelled, cancelled, { ...cancelled, name: 'second' }].map(
      (terms) => promised(bought, terms, around)?.dedupe_key,
    );
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
    expect(promised(order(), cancelled, around)?.dedupe_key).not.toBe(keys[0]);
  });

  it('is none where nothing was paid, nothing is left, or the order was free', () => {
    const nothing = [
      order({ paid_at: null, status: 'pending' }),
      order({ amount_refunded: 29_900 }),
      order({ amount: 0, trade_no: null }),
    ];
    for (const each of nothing) expect(oweRefund(each, { reason: 'goodwill' }, around)).toBeNull();
  });

  it.each([-1, 0.5, 25_001, Number.NaN])('is never %d of an order with 25,000 left', (amount) => {
    const bought = order({ amount_refunded: 4_900 });
    expect(() => oweRefund(bought, { reason: 'goodwill', amount }, around)).toThrow(RangeError);
  });

  it('never exceeds what was paid', () => {
    expect(refundable(order({ amount: 100, amount_refunded: 300 }))).toBe(0);
  });
});
