import type { MailProduct } from '#domain/order-mail.ts';
import { addressLines } from './address.ts';
import { amountText, invoiceLines, itemName } from './amounts.ts';
import type { MailContent, Shown, Step } from './mail-content.ts';
import { orderLink } from './order-link.ts';
import { shipDayText, windowText } from './ship-day.ts';
import type { Translate } from './translate.ts';

type Confirmed = Shown & { readonly shipsBy?: string | null };

/** The money is here, and what it buys is on its way. */
export function orderConfirmed(t: Translate, mail: Confirmed): MailContent {
  const { product, shippingAddress } = mail;
  const said = { amount: amountText(mail, mail.total), item: product?.color ?? itemName(t, mail) };
  return {
    title: mail.total === 0 ? t('mail.confirmed.title_free', said) : t('mail.confirmed.title', said),
    preheader: t('mail.confirmed.preheader', { orderNo: mail.orderNo }),
    lead: product ? leadOf(t, mail, product) : '',
    mood: null,
    action: orderLink(t, mail),
    lines: invoiceLines(t, mail, t('mail.paid')),
    facts: shippingAddress
      ? [{ label: t('mail.ships_to'), lines: addressLines(shippingAddress, mail.locale) }]
      : [],
    steps: product ? steps(t, mail, product) : [],
  };
}

/** The day it was moved to, where that is not the end of its window any more. */
const movedDay = ({ shipsBy }: Confirmed, { shipWindow }: MailProduct): string | null =>
  !shipsBy || shipsBy === shipWindow.to ? null : shipsBy;

function leadOf(t: Translate, mail: Confirmed, product: MailProduct): string {
  const day = movedDay(mail, product);
  if (day !== null) return t('mail.confirmed.lead_moved', { when: shipDayText(t, mail, day) });
  const { batch } = product.shipWindow;
  return t('mail.confirmed.lead', { window: windowText(t, mail, product), batch });
}

function steps(t: Translate, mail: Confirmed, product: MailProduct): Step[] {
  return [
    {
      when: t('mail.confirmed.build_when'),
      title: t('mail.confirmed.build_title'),
      text: t('mail.confirmed.build_text'),
    },
    {
      when: shipDayText(t, mail, movedDay(mail, product) ?? product.shipWindow.to),
      title: t('mail.confirmed.ship_title'),
      text: t('mail.confirmed.ship_text'),
    },
    {
      when: t('mail.confirmed.moved_when'),
      title: t('mail.confirmed.moved_title'),
      text: t('mail.confirmed.moved_text'),
    },
  ];
}
