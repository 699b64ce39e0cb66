import { amountText, itemLine } from './amounts.ts';
import type { MailContent, Shown } from './mail-content.ts';
import { orderLink } from './order-link.ts';
import type { Translate } from './translate.ts';

/** The bank takes its time: nothing is wrong, and nothing is to be done. */
export function paymentPending(t: Translate, mail: Shown): MailContent {
  const amount = amountText(mail, mail.total);
  return {
    title: t('mail.pending.title', { amount }),
    preheader: t('mail.pending.preheader'),
    lead: t('mail.pending.lead'),
    mood: 'half',
    action: orderLink(t, mail),
    lines: [itemLine(t, mail, mail.subtotal), { term: t('mail.on_its_way'), amount, sum: true }],
    facts: [],
    steps: [
      {
        when: t('mail.pending.bank_when'),
        title: t('mail.pending.bank_title'),
        text: t('mail.pending.bank_text'),
      },
      {
        when: t('mail.pending.fail_when'),
        title: t('mail.pending.fail_title'),
        text: t('mail.pending.fail_text'),
      },
    ],
  };
}
