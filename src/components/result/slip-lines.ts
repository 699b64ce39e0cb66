import { negative, type PricePart, priceParts } from '#components/ui/price-parts.ts';
import type { CheckoutResultOrder, CheckoutResultState } from '#domain/checkout-result.ts';
import type { Money } from '#domain/money.ts';
import { formatMoney, money } from '#domain/money.ts';

type Label =
  | PricePart['label']
  | 'paid_sum'
  | 'refunded_line'
  | 'final_sum'
  | 'confirming_sum'
  | 'pending_sum'
  | 'taken_sum';

export type SlipLine = { label: Label; amount: string; sum: boolean };

/** What the slip says about the money: what the amount is made of, what went back, and the sum under its truthful name. */
export function slipLines(
  state: CheckoutResultState,
  order: CheckoutResultOrder,
  locale: string,
): SlipLine[] {
  const line = (label: Label, value: Money, sum = false): SlipLine => ({
    label,
    amount: formatMoney(value, locale),
    sum,
  });
  const { amount, amountRefunded } = order;
  const none = money(0, amount.currency);
  const parts = priceParts(order).map(({ label, value }) => line(label, value));
  switch (state) {
    case 'refunded':
    case 'partially_refunded':
      return [
        ...parts,
        line('refunded_line', negative(amountRefunded)),
        line('final_sum', money(amount.amount - amountRefunded.amount, amount.currency), true),
      ];
    case 'confirming':
      return [...parts, line('confirming_sum', amount, true)];
    case 'pending':
      return [...parts, line('pending_sum', amount, true)];
    case 'failed':
    case 'expired':
    case 'open':
    case 'unknown':
      return [...parts, line('taken_sum', none, true)];
    case 'paid':
    case 'sold_out':
    case 'disputed':
      return [...parts, line('paid_sum', amount, true)];
  }
}
