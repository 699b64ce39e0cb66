import { addressLines } from './address.ts';
import { itemName } from './amounts.ts';
import type { MailContent, Shown } from './mail-content.ts';
import { orderLink } from './order-link.ts';
import { shipDayText } from './ship-day.ts';
import type { Translate } from './translate.ts';

type InProduction = Shown & { readonly shipsBy: string | null };

/** The goods are being made: when they ship, and until when the buyer may still think otherwise. */
export const inProduction = (t: Translate, mail: InProduction): MailContent => ({
  title: t('mail.production.title', { item: mail.product?.color ?? itemName(t, mail) }),
  preheader: t('mail.production.preheader'),
  lead:
    mail.shipsBy === null
      ? t('mail.production.preheader')
      : t('mail.production.lead', { when: shipDayText(t, mail, mail.shipsBy) }),
  mood: null,
  action: orderLink(t, mail),
  lines: [],
  facts: mail.shippingAddress
    ? [{ label: t('mail.ships_to'), lines: addressLines(mail.shippingAddress, mail.locale) }]
    : [],
  steps: [],
});
