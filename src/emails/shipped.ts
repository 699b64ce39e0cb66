import { parcelOf } from '#domain/carriers.ts';
import type { Parcel } from '#domain/order-mail.ts';
import { addressLines } from './address.ts';
import { itemName } from './amounts.ts';
import type { Fact, MailContent, Shown } from './mail-content.ts';
import { orderLink } from './order-link.ts';
import type { Translate } from './translate.ts';

type Shipped = Shown & { readonly parcel: Parcel };

/** The parcel left: where it goes, and how to follow it. */
export const shipped = (t: Translate, mail: Shipped): MailContent => ({
  title: t('mail.shipped.title', { item: mail.product?.color ?? itemName(t, mail) }),
  preheader: mail.parcel.trackingNumber
    ? t('mail.shipped.preheader', { number: mail.parcel.trackingNumber })
    : t('mail.shipped.lead'),
  lead: t('mail.shipped.lead'),
  mood: null,
  action: trackingLink(t, mail) ?? orderLink(t, mail),
  lines: [],
  facts: facts(t, mail),
  steps: [],
});

function trackingLink(t: Translate, { parcel }: Shipped): MailContent['action'] {
  const { url } = parcelOf(parcel.carrier, parcel.trackingNumber ?? '');
  return url === null ? null : { label: t('mail.shipped.follow'), url };
}

function facts(t: Translate, { parcel, shippingAddress, locale }: Shipped): Fact[] {
  const { carrier, trackingNumber } = parcel;
  const tracking = [carrier, trackingNumber].filter((line) => line !== null);
  return [
    ...(tracking.length > 0 ? [{ label: t('mail.shipped.tracking'), lines: tracking }] : []),
    ...(shippingAddress ? [{ label: t('mail.ships_to'), lines: addressLines(shippingAddress, locale) }] : []),
  ];
}
