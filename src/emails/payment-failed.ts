import type { MailedOrder } from '#domain/order-mail.ts';
import { amountText, itemLine } from './amounts.ts';
import type { MailContent } from './mail-content.ts';
import type { Translate } from './translate.ts';

/** The bank said no: nothing was taken, and the choice is one press away. */
export const paymentFailed = (t: Translate, mail: MailedOrder): MailContent => ({
  title: t('mail.failed.title'),
  preheader: t('mail.failed.preheader', { orderNo: mail.orderNo }),
  lead: t('mail.failed.lead'),
  mood: 'shut',
  action: { label: t('mail.failed.try_again'), url: mail.shopUrl },
  lines: [
    itemLine(t, mail, mail.subtotal),
    { term: t('mail.taken'), amount: amountText(mail, 0), sum: true },
  ],
  facts: [],
  steps: [],
});
