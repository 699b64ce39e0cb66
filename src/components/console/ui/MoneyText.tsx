import { formatMoney, type Money } from '#domain/money.ts';

/** An amount with its currency: `299.00 USD`. */
export function MoneyText({ money }: { money: Money }) {
  return <span className="nw">{formatMoney(money, 'en')}</span>;
}
