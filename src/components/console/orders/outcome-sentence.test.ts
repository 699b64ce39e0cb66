import { describe, expect, it } from 'vitest';
import type { AttentionReason } from '#domain/order.ts';
import { order, preorder, refundRecord } from '#tests/contract/store/records.ts';
import { outcomeSentence } from './outcome-sentence.ts';

const bought = order();
const sentenceOf = (needs_attention: AttentionReason | null, provider_refund_id: string | null) =>
  outcomeSentence({
    order: { ...bought, needs_attention },
    preorder: preorder(bought, { status: 'delivered' }),
    refunds: [refundRecord(bought, { status: 'failed', refund_amount: 2_000, provider_refund_id })],
    window: null,
  }).replaceAll('\u00a0', ' ');

describe('what an operator reads first', () => {
  it.each(['refund_failed', 'oversold', 'amount_mismatch'] as const)(
    'tells of money that did not go back, though the order is flagged %s',
    (flag) => {
      expect(sentenceOf(flag, 're_1')).toContain('20.00 USD went back and came back from the bank');
      expect(sentenceOf(flag, null)).toContain('20.00 USD was to go back and was refused');
    },
  );

  it('says nothing of it once somebody has settled it', () => {
    expect(sentenceOf(null, 're_1')).not.toContain('20.00');
  });
});
