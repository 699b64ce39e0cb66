import { formatMoney, money } from '#domain/money.ts';
import type { MailedOrder } from '#domain/order-mail.ts';
import type { AmountLine } from './mail-content.ts';
import type { Translate } from './translate.ts';

/** An amount of this order as its buyer reads it. Minor units. */
export const amountText = ({ currency, locale }: MailedOrder, amount: number): string =>
  formatMoney(money(amount, currency), locale);

/** What was ordered, by name, or the order itself where the catalogue forgot it. */
export const itemName = (t: Translate, { product }: MailedOrder): string =>
  product ? t('mail.item', { name: product.name, color: product.color }) : t('mail.your_order');

export const itemLine = (t: Translate, mail: MailedOrder, amount: number): AmountLine => ({
  term:
    mail.quantity === 1
      ? itemName(t, mail)
      : t('mail.items', { item: itemName(t, mail), quantity: String(mail.quantity) }),
  amount: amountText(mail, amount),
});

/** What the sum of an order is made of; what is nothing is left out, but for the shipping. */
export function invoiceLines(t: Translate, mail: MailedOrder, sum: string): AmountLine[] {
  const { subtotal, discount, discountCode: code, tax, shipping, total } = mail;
  const line = (term: string, amount: number): AmountLine => ({ term, amount: amountText(mail, amount) });
  return [
    itemLine(t, mail, subtotal),
    ...(discount > 0 ? [line(code ? t('mail.discount_code', { code }) : t('mail.discount'), -discount)] : []),
    line(t('mail.shipping'), shipping),
    ...(tax > 0 ? [line(t('mail.tax'), tax)] : []),
    { ...line(sum, total), sum: true },
  ];
}
