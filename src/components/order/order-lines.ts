import { negative, type PricePart, priceParts } from '#components/ui/price-parts.ts';
import type { CheckoutResultState } from '#domain/checkout-result.ts';
import { formatMoney, type Money, money } from '#domain/money.ts';
import type { OrderView } from '#domain/order-view.ts';

export type LineLabel =
  | PricePart['label']
  | 'paid_sum'
  | 'pending_sum'
  | 'confirming_sum'
  | 'taken_sum'
  | 'refunded_line'
  | 'owed_line'
  | 'final_sum';

export type OrderLine = { readonly label: LineLabel; readonly amount: string; readonly isSum: boolean };

/** What the total is called, as long as that is the truth about it. */
const sums: Partial<Record<CheckoutResultState, LineLabel>> = {
  pending: 'pending_sum',
  confirming: 'confirming_sum',
  open: 'taken_sum',
  unknown: 'taken_sum',
  failed: 'taken_sum',
  expired: 'taken_sum',
};

type Told = {
  readonly state: CheckoutResultState;
  readonly amounts: Omit<OrderView['amounts'], 'rest'>;
};

/** The money of an order line by line: what it was for, what was paid, what went back and what that leaves. */
export function orderLines({ state, amounts }: Told, locale: string): OrderLine[] {
  const { total, refunded } = amounts;
  const line = (label: LineLabel, value: Money, isSum = false): OrderLine => ({
    label,
    amount: formatMoney(value, locale),
    isSum,
  });
  const unless0 = (label: LineLabel, value: Money) => (value.amount === 0 ? [] : [line(label, value)]);
  const sum = sums[state] ?? 'paid_sum';
  const owed = negative(amounts.owed);
  const isReturned = refunded.amount + owed.amount !== 0;
  return [
    ...priceParts(amounts).map(({ label, value }) => line(label, value)),
    line(sum, sum === 'taken_sum' ? money(0, total.currency) : total, true),
    ...unless0('refunded_line', negative(refunded)),
    ...unless0('owed_line', owed),
    ...(isReturned
      ? [line('final_sum', money(total.amount - refunded.amount + owed.amount, total.currency), true)]
      : []),
  ];
}
