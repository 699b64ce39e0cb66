import { describe, expect, it } from 'vitest';
import { order, refundRecord } from '#tests/contract/store/records.ts';
import type { Order } from './order.ts';
import type { RefundTerms } from './refund.ts';
import { oweRefund, refundable } from './refund.ts';
import type { RefundRecord } from './refund-record.ts';

const around = { now: new Date('2026-11-21T12:00:00Z'), newId: () => 'new_1' };
const cancelled = { reason: 'cancelled_by_buyer', requestedBy: 'buyer' } as const;

function owed(of: Order, terms: Partial<RefundTerms> = {}, records: readonly RefundRecord[] = []) {
  const { amount, changes } = oweRefund({ order: of, records }, { ...cancelled, ...terms }, around);
  const rowIn = (table: string) =>
    changes.flatMap((change) => (change.op === 'ensure' && change.table === table ? change.row : []))[0];
  return { amount, message: rowIn('outbox'), record: rowIn('refund_records') };
}

describe('a refund that is owed', () => {
  it('gives back all that has not gone back yet, and is born with its record', () => {
    const bought = order({ amount: 29_900, amount_refunded: 4_900 });
    const { message, record } = owed(bought, { note: 'Ada rang.' });
    expect(message).toMatchObject({
      payload: {
        orderNo: bought.order_no,
        tradeNo: bought.trade_no,
        amount: 25_000,
        captured: 29_900,
        currency: 'USD',
        attempt: 1,
      },
    });
    expect(record).toMatchObject({
      refund_no: `${bought.order_no}-cancelled_by_buyer`,
      refund_amount: 25_000,
      status: 'pending',
      requested_by: 'buyer',
      note: 'Ada rang.',
    });
  });

  it('leaves alone what is on its way already', () => {
    const bought = order({ amount: 29_900, amount_refunded: 4_900 });
    const records = [
      refundRecord(bought, { refund_amount: 10_000, status: 'processing' }),
      refundRecord(bought, { refund_amount: 4_900, status: 'succeeded' }),
      refundRecord(bought, { refund_amount: 7_000, status: 'failed' }),
    ];
    expect(owed(bought, {}, records).amount).toBe(15_000);
    expect(() => owed(bought, { amount: 15_001 }, records)).toThrow(RangeError);
  });

  it('is one promise for one reason, and another for another name', () => {
    const bought = order();
    const keys = [{}, {}, { name: 'second' }].map(
      (terms) => (owed(bought, terms).message as { dedupe_key: string }).dedupe_key,
    );
    expect(keys[0]).toBe(keys[1]);
    expect(keys[2]).not.toBe(keys[0]);
    expect(owed(order()).message).not.toMatchObject({ dedupe_key: keys[0] });
  });

  it('is none where nothing was paid, nothing is left, or the order was free', () => {
    const nothing = [
      order({ paid_at: null, status: 'pending' }),
      order({ amount_refunded: 29_900 }),
      order({ amount: 0, trade_no: null }),
    ];
    for (const each of nothing) expect(owed(each)).toMatchObject({ amount: 0, message: undefined });
  });

  it.each([-1, 0.5, 25_001, Number.NaN])('is never %d of an order with 25,000 left', (amount) => {
    const bought = order({ amount_refunded: 4_900 });
    expect(() => owed(bought, { amount })).toThrow(RangeError);
  });

  it('never exceeds what was paid', () => {
    expect(refundable(order({ amount: 100, amount_refunded: 300 }), [])).toBe(0);
  });
});
