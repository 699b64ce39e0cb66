import { type Money, money } from '#domain/money.ts';

export type Breakdown = Readonly<Record<'subtotal' | 'discount' | 'shipping' | 'tax', Money>>;
export type PricePart = {
  readonly label: 'item' | 'discount_line' | 'shipping_line' | 'tax_line';
  readonly value: Money;
};

/** What a total is made of: the goods, and the rest where there is any. */
export function priceParts({ subtotal, discount, shipping, tax }: Breakdown): PricePart[] {
  const parts: PricePart[] = [
    { label: 'discount_line', value: negative(discount) },
    { label: 'shipping_line', value: shipping },
    { label: 'tax_line', value: tax },
  ];
  return [{ label: 'item', value: subtotal }, ...parts.filter(({ value }) => value.amount !== 0)];
}

export const negative = ({ amount, currency }: Money): Money => money(amount === 0 ? 0 : -amount, currency);
