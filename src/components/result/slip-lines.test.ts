import { describe, expect, it } from 'vitest';
import { money } from '#domain/money.ts';
import { slipLines } from './slip-lines.ts';

const order = {
  orderNo: 'ROL-7K2M9QXD',
  sku: 'rolitt-companion',
  variant: 'red',
  variantName: { en: 'Red' },
  quantity: 1,
  ...{ subtotal: money(30_000, 'USD'), discount: money(2_000, 'USD') },
  ...{ shipping: money(1_900, 'USD'), tax: money(0, 'USD') },
  amount: money(29_900, 'USD'),
  amountRefunded: money(10_000, 'USD'),
  thumb: '/product/thumb-red.webp',
};
const plain = (text: string): string => text.replace('\u00a0', ' ');
const sumOf = (state: Parameters<typeof slipLines>[0]) => {
  const last = slipLines(state, order, 'en').at(-1);
  return last ? `${last.label} ${plain(last.amount)}` : '';
};

describe('slipLines', () => {
  it.each([
    ['paid', 'paid_sum 299.00 USD'],
    ['pending', 'pending_sum 299.00 USD'],
    ['confirming', 'confirming_sum 299.00 USD'],
    ['failed', 'taken_sum 0.00 USD'],
    ['expired', 'taken_sum 0.00 USD'],
    ['partially_refunded', 'final_sum 199.00 USD'],
  ] as const)('ends a %s order in %s', (state, expected) => {
    expect(sumOf(state)).toBe(expected);
  });

  it('says what the amount is made of, and nothing of what there is none of', () => {
    const lines = slipLines('paid', order, 'en').map(({ label, amount }) => `${label} ${plain(amount)}`);
    expect(lines).toEqual([
      'item 300.00 USD',
      'discount_line −20.00 USD',
      'shipping_line 19.00 USD',
      'paid_sum 299.00 USD',
    ]);
  });

  it('shows what went back with a real minus sign', () => {
    expect(plain(slipLines('refunded', order, 'en')[3]?.amount ?? '')).toBe('−100.00 USD');
  });
});
