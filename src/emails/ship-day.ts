import type { MailedOrder, MailProduct } from '#domain/order-mail.ts';
import { dayText, shipWindowText } from '#domain/ship-window.ts';
import { dateLocales } from '#libs/I18n.ts';
import { languageOf, type Translate } from './translate.ts';

/** The ship window of a product as its buyer reads it: `1–12 March 2027`. */
export const windowText = (t: Translate, { locale }: MailedOrder, { shipWindow }: MailProduct): string =>
  shipWindowText(shipWindow, dateLocales[languageOf(locale)], t('shop.to'));

/** The last day on which an order ships, as `2027-04-30`, in words: the window that ends with it, or `by 30 April 2027`. */
export function shipDayText(t: Translate, mail: MailedOrder, day: string): string {
  const { product, locale } = mail;
  if (product?.shipWindow.to === day) return windowText(t, mail, product);
  return t('order.by_day', { day: dayText(new Date(day), dateLocales[languageOf(locale)]) });
}
