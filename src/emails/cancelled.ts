import { amountText, itemLine } from './amounts.ts';
import type { MailContent, Shown } from './mail-content.ts';
import { orderLink } from './order-link.ts';
import type { Translate } from './translate.ts';

type Cancelled = Shown & { readonly owed: number };

/** The order was called off: what comes back, or that nothing was ever taken. */
export function cancelled(t: Translate, mail: Cancelled): MailContent {
  const owed = amountText(mail, mail.owed);
  const paid = mail.owed > 0;
  return {
    title: paid ? t('mail.cancelled.title', { owed }) : t('mail.cancelled.title_unpaid'),
    preheader: t('mail.cancelled.preheader', { orderNo: mail.orderNo }),
    lead: paid ? t('mail.cancelled.lead') : t('mail.cancelled.lead_unpaid'),
    mood: 'asleep',
    action: orderLink(t, mail),
    lines: [
      itemLine(t, mail, paid ? mail.total : mail.subtotal),
      { term: paid ? t('mail.cancelled.returns') : t('mail.taken'), amount: owed, sum: true },
    ],
    facts: [],
    steps: [],
  };
}
