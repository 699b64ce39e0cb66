import type { MailedOrder, MailProduct } from '#domain/order-mail.ts';
import { addressLines } from './address.ts';
import { amountText, invoiceLines, itemName } from './amounts.ts';
import type { MailContent, Shown, Step } from './mail-content.ts';
import { orderLink } from './order-link.ts';
import { windowText } from './ship-day.ts';
import type { Translate } from './translate.ts';

/** The money is here, and what it buys is on its way. */
export function orderConfirmed(t: Translate, mail: Shown): MailContent {
  const { product, shippingAddress } = mail;
  const said = { amount: amountText(mail, mail.total), item: product?.color ?? itemName(t, mail) };
  return {
    title: mail.total === 0 ? t('mail.confirmed.title_free', said) : t('mail.confirmed.title', said),
    preheader: t('mail.confirmed.preheader', { orderNo: mail.orderNo }),
    lead: product ? t('mail.confirmed.lead', windowOf(t, mail, product)) : '',
    mood: null,
    action: orderLink(t, mail),
    lines: invoiceLines(t, mail, t('mail.paid')),
    facts: shippingAddress
      ? [{ label: t('mail.ships_to'), lines: addressLines(shippingAddress, mail.locale) }]
      : [],
    steps: product ? steps(t, mail, product) : [],
  };
}

const windowOf = (t: Translate, mail: MailedOrder, product: MailProduct) => ({
  window: windowText(t, mail, product),
  batch: product.shipWindow.batch,
});

function steps(t: Translate, mail: MailedOrder, product: MailProduct): Step[] {
  return [
    {
      when: t('mail.confirmed.build_when'),
      title: t('mail.confirmed.build_title'),
      text: t('mail.confirmed.build_text'),
    },
    {
      when: windowOf(t, mail, product).window,
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
