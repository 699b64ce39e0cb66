import { amountText, itemLine, itemName } from './amounts.ts';
import type { AmountLine, MailContent, Shown } from './mail-content.ts';
import { orderLink } from './order-link.ts';
import type { Translate } from './translate.ts';

type Refunded = Shown & {
  readonly refund: number;
  readonly returned: number;
  readonly soldOut: boolean;
};

/** Money goes back: all of it and the order ends, or a part and the rest stands. */
export function refunded(t: Translate, mail: Refunded): MailContent {
  const said = { refund: amountText(mail, mail.refund), total: amountText(mail, mail.total) };
  return {
    title: mail.refund >= mail.total ? t('mail.refunded.title', said) : t('mail.refunded.title_part', said),
    preheader: t('mail.refunded.preheader'),
    lead: leadOf(t, mail),
    mood: 'back',
    action: orderLink(t, mail),
    lines: refundLines(t, mail),
    facts: [],
    steps: [],
  };
}

function leadOf(t: Translate, mail: Refunded): string {
  if (mail.soldOut)
    return t('mail.refunded.lead_sold_out', { item: mail.product?.color ?? itemName(t, mail) });
  return mail.returned >= mail.total ? t('mail.refunded.lead') : t('mail.refunded.lead_part');
}

function refundLines(t: Translate, mail: Refunded): AmountLine[] {
  const before = mail.returned - mail.refund;
  const line = (term: string, amount: number, sum = false): AmountLine => ({
    term,
    amount: amountText(mail, amount),
    sum,
  });
  return [
    itemLine(t, mail, mail.total),
    ...(before > 0 ? [line(t('mail.refunded.before'), -before)] : []),
    line(t('mail.refunded.now'), -mail.refund),
    line(t('mail.refunded.kept'), mail.total - mail.returned, true),
  ];
}
