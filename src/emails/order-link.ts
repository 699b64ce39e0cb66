import type { MailContent, Shown } from './mail-content.ts';
import type { Translate } from './translate.ts';

/** The button to the buyer's own page of the order, where there is one. */
export const orderLink = (t: Translate, { orderUrl }: Shown): MailContent['action'] =>
  orderUrl === null ? null : { label: t('mail.see_order'), url: orderUrl };
