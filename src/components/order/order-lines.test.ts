import { describe, expect, it } from 'vitest';
import { money } from '#domain/money.ts';
import type { OrderState } from '#domain/order-state.ts';
import type { OrderView } from '#domain/order-view.ts';
import { orderLines } from './order-lines.ts';

const usd = (amount: number) => money(amount, 'USD');
const bought = (state: OrderState, amounts: Partial<OrderView['amounts']> = {}): OrderView => ({
  ...{ orderNo: 'ROL-7K2M9QXD', placedAt: new Date(0), productName: { en: 'Rolitt' }, variant: 'red' },
  ...{ variantName: { en: 'Red' }, thumb: '', quantity: 1, ships: null, parcel: null, address: null },
  ...{ email: null, steps: [], receiptUrl: null, invoiceUrl: null, cancel: null, changeAddress: null, state },
  amounts: {
    ...{ subtotal: usd(29_900), discount: usd(0), shipping: usd(0), tax: usd(0), total: usd(29_900) },
    ...{ refunded: usd(0), owed: usd(0), rest: usd(29_900), ...amounts },
  },
});
const told = (view: Parameters<typeof orderLines>[0]) =>
  orderLines(view, 'en').map(({ label, amount }) => `${label} ${amount.replace('\u00a0', ' ')}`);

describe('the money of an order', () => {
  it('is what it was for and what was paid', () => {
    expect(told(bought('paid'))).toEqual(['item 299.00 USD', 'paid_sum 299.00 USD']);
    const amounts = { discount: usd(2_000), shipping: usd(900), tax: usd(500), total: usd(29_300) };
    expect(told(bought('paid', amounts))).toEqual([
      'item 299.00 USD',
      'discount_line −20.00 USD',
      'shipping_line 9.00 USD',
      'tax_line 5.00 USD',
      'paid_sum 293.00 USD',
    ]);
  });

  it('is called on its way while it is, and nothing was taken where nothing was', () => {
    expect(told(bought('pending')).at(-1)).toBe('pending_sum 299.00 USD');
    expect(told(bought('failed')).at(-1)).toBe('taken_sum 0.00 USD');
  });

  it('of a payment page is told before there is an order', () => {
    expect(told({ ...bought('pending'), state: 'confirming' }).at(-1)).toBe('confirming_sum 299.00 USD');
    expect(told({ ...bought('pending'), state: 'open' }).at(-1)).toBe('taken_sum 0.00 USD');
  });

  it('says what goes back and what went back, and what that leaves', () => {
    expect(told(bought('cancelled', { owed: usd(29_900) })).slice(1)).toEqual([
      'paid_sum 299.00 USD',
      'owed_line −299.00 USD',
      'final_sum 0.00 USD',
    ]);
    const partly = { refunded: usd(10_000), rest: usd(19_900) };
    expect(told(bought('partially_refunded', partly)).slice(2)).toEqual([
      'refunded_line −100.00 USD',
      'final_sum 199.00 USD',
    ]);
    expect(told(bought('cancelled', { ...partly, owed: usd(19_900) })).slice(2)).toEqual([
      'refunded_line −100.00 USD',
      'owed_line −199.00 USD',
      'final_sum 0.00 USD',
    ]);
  });

  it('owes only what failed to go back where the rest of the order stands', () => {
    expect(told(bought('refund_failed', { owed: usd(2_000) })).slice(1)).toEqual([
      'paid_sum 299.00 USD',
      'owed_line −20.00 USD',
      'final_sum 279.00 USD',
    ]);
  });
});
