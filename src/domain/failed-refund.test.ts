import { describe, expect, it } from 'vitest';
import { after, order, refundRecord } from '#tests/contract/store/records.ts';
import { afterFailedRefund, owedBack } from './failed-refund.ts';
import { attentionReasons } from './order.ts';
import type { RefundRecord } from './refund-record.ts';

const flagged = order({ needs_attention: 'refund_failed' });

/** A refund asked for at one minute, and what became of it at a later one. */
const refund = (amount: number, status: RefundRecord['status'], asked: number, ended: number | null = null) =>
  refundRecord(flagged, {
    ...{ refund_amount: amount, status, created_at: after(asked * 60_000) },
    completed_at: ended === null ? null : after(ended * 60_000),
  });

describe('what is owed after a refund failed', () => {
  const cases: [string, RefundRecord[], number][] = [
    ['is nothing while all of it is under way', [refund(2_000, 'processing', 0)], 0],
    ['is what failed, not the whole order', [refund(2_000, 'failed', 0, 9)], 2_000],
    ['is all that failed', [refund(2_000, 'failed', 0, 9), refund(500, 'failed', 1, 5)], 2_500],
    [
      'is nothing once it was asked for again',
      [refund(2_000, 'failed', 0, 9), refund(2_000, 'pending', 10)],
      0,
    ],
    ['is the rest of it', [refund(2_000, 'failed', 0, 9), refund(500, 'succeeded', 10, 11)], 1_500],
    [
      'is all of it again when that fails, too',
      [refund(2_000, 'failed', 0, 9), refund(2_000, 'failed', 10, 11)],
      4_000,
    ],
    [
      'does not become less by a refund of before',
      [refund(2_000, 'failed', 0, 9), refund(500, 'succeeded', 1, 2)],
      2_000,
    ],
  ];
  it.each(cases)('%s', (_, records, owed) => expect(owedBack(flagged, records)).toBe(owed));

  it('is never more than is left to give back', () => {
    const partly = { ...flagged, amount_refunded: 29_000 };
    expect(owedBack(partly, [refund(2_000, 'failed', 0, 9)])).toBe(900);
  });

  it('is nothing once a person has settled it', () => {
    expect(owedBack({ ...flagged, needs_attention: null }, [refund(2_000, 'failed', 0, 9)])).toBe(0);
  });
});

it('a refund that failed is what a person is to look at, unless the order itself is in doubt', () => {
  expect(
    [null, ...attentionReasons].filter((reason) => afterFailedRefund(reason) === 'refund_failed'),
  ).toEqual([null, 'possible_double_payment', 'refund_failed']);
});
