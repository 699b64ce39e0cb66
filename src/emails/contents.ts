import type { OrderMail } from '#domain/order-mail.ts';
import { cancelled } from './cancelled.ts';
import { inProduction } from './in-production.ts';
import type { MailContent, Shown } from './mail-content.ts';
import { orderConfirmed } from './order-confirmed.ts';
import { paymentFailed } from './payment-failed.ts';
import { paymentPending } from './payment-pending.ts';
import { refunded } from './refunded.ts';
import { shipDateMoved } from './ship-date-moved.ts';
import { shipped } from './shipped.ts';
import type { Translate } from './translate.ts';

/** What each mail says. A new mail is one file and one line here. */
export function contentOf(t: Translate, mail: OrderMail & Shown): MailContent {
  switch (mail.mail) {
    case 'order-confirmed':
      return orderConfirmed(t, mail);
    case 'payment-pending':
      return paymentPending(t, mail);
    case 'payment-failed':
      return paymentFailed(t, mail);
    case 'refunded':
      return refunded(t, mail);
    case 'in-production':
      return inProduction(t, mail);
    case 'ship-date-moved':
      return shipDateMoved(t, mail);
    case 'shipped':
      return shipped(t, mail);
    case 'cancelled':
      return cancelled(t, mail);
  }
}
