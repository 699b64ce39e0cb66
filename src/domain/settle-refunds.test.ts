import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { order, refundRecord } from '#tests/contract/store/records.ts';
import type { Change, Versioned } from './changes.ts';
import type { MoneyFact } from './payment-event.ts';
import { inFlight, type RefundRecord } from './refund-record.ts';
import { settleRefunds } from './settle-refunds.ts';

type RefundFact = Extract<MoneyFact, { kind: 'refund' }>;

const bought = order();
const around = { now: new Date('2026-11-21T12:00:00Z'), newId: () => 'new_1' };
const read = (record: RefundRecord): Versioned<RefundRecord> => ({ record, version: '1' });
const asked = (fields: Partial<RefundRecord> = {}) =>
  refundRecord(bought, { id: 'ours', refund_no: 'ROL-1-goodwill', refund_amount: 20_000, ...fields });

const told = (fields: Partial<RefundFact> = {}): RefundFact => ({
  ...{ kind: 'refund', status: 'succeeded', refundId: 're_1', tradeNo: bought.trade_no ?? '' },
  ...{ amount: 20_000, currency: 'USD', reason: null, failureReason: null },
  ...{ refundNo: 'ROL-1-goodwill', attempt: 1 },
  ...fields,
});
const dashboard = (fields: Partial<RefundFact> = {}): RefundFact =>
  told({ refundId: 're_d', refundNo: null, attempt: null, ...fields });

/** The records as a fact leaves them, beside an order of which so much has gone back. */
function afterFact(records: readonly RefundRecord[], fact: MoneyFact, amount_refunded = 0): RefundRecord[] {
  const after = { ...bought, amount_refunded };
  return written(records, settleRefunds(records.map(read), { fact, after }, around));
}

function written(records: readonly RefundRecord[], changes: readonly Change[]): RefundRecord[] {
  let rows = [...records];
  for (const change of changes) {
    if (change.table !== 'refund_records') continue;
    if (change.op === 'update')
      rows = rows.map((row) => (row === change.read.record ? { ...row, ...change.set } : row));
    else rows.push(change.row);
  }
  return rows;
}

describe('the record of a refund', () => {
  it('follows what the provider tells of it, up to a failure after its success', () => {
    let records = [asked()];
    for (const status of ['pending', 'processing', 'succeeded', 'failed'] as const) {
      records = afterFact(records, told({ status, failureReason: 'lost_or_stolen_card' }));
      expect(records).toMatchObject([{ status, provider_refund_id: 're_1' }]);
    }
    expect(records).toMatchObject([{ failure_reason: 'lost_or_stolen_card', completed_at: around.now }]);
  });

  it('ends alike whatever the sequence of the facts about two attempts', () => {
    const facts = [
      told({ status: 'pending' }),
      told({ status: 'succeeded' }),
      told({ status: 'failed' }),
      told({ status: 'pending', refundId: 're_2', attempt: 2 }),
      told({ status: 'succeeded', refundId: 're_2', attempt: 2 }),
    ];
    const anySequence = fc.shuffledSubarray(facts, { minLength: facts.length });
    fc.assert(
      fc.property(anySequence, (sequence) => {
        const end = sequence.reduce<readonly RefundRecord[]>(
          (records, fact) => afterFact(records, fact),
          [asked()],
        );
        expect(end).toMatchObject([{ status: 'succeeded', provider_refund_id: 're_2', attempt: 2 }]);
      }),
    );
  });

  it('takes over the amount that the provider really gives back', () => {
    expect(afterFact([asked()], told({ amount: 19_900 }))).toMatchObject([{ refund_amount: 19_900 }]);
  });

  it('is made for what somebody gave back in the dashboard, with the reason given there', () => {
    const [record, ...others] = afterFact([], dashboard({ reason: 'duplicate' }));
    expect(record).toMatchObject({
      refund_no: 're_d',
      requested_by: 'stripe',
      refund_reason: 'paid_twice',
      status: 'succeeded',
      provider_refund_id: 're_d',
    });
    expect(others).toEqual([]);
  });

  it('is not taken for that of another refund which bears its words', () => {
    const ours = asked({ status: 'succeeded', provider_refund_id: 're_1' });
    const records = afterFact([ours], told({ refundId: 're_copy', status: 'pending', amount: 100 }));
    expect(records).toMatchObject([{ id: 'ours', provider_refund_id: 're_1' }, { refund_no: 're_copy' }]);
  });
});

describe('what was asked for and is not at the provider yet', () => {
  it('is cut down to what a refund of the dashboard leaves, the youngest first', () => {
    const [first, second] = [asked({ refund_amount: 15_000 }), asked({ id: 'b', refund_amount: 10_000 })];
    const records = afterFact([first, second], dashboard({ amount: 10_000 }), 10_000);
    expect(records).toMatchObject([
      { refund_amount: 15_000, status: 'pending' },
      { refund_amount: 4_900, status: 'pending' },
      { refund_amount: 10_000, status: 'succeeded' },
    ]);
    expect(inFlight(records) + 10_000).toBe(bought.amount);
  });

  it('has failed once everything went back without it', () => {
    const [ours] = afterFact([asked()], dashboard({ amount: bought.amount }), bought.amount);
    expect(ours).toMatchObject({ status: 'failed', failure_reason: 'already_refunded' });
  });
});
