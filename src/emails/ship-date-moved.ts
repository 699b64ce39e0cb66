import type { MovedDate } from '#domain/order-mail.ts';
import { amountText, itemLine, itemName } from './amounts.ts';
import type { AmountLine, Fact, MailContent, Shown, Step } from './mail-content.ts';
import { orderLink } from './order-link.ts';
import { shipDayText } from './ship-day.ts';
import type { Translate } from './translate.ts';

type Moved = Shown & MovedDate;

/** It ships later than was promised: the money stays where it is, and its buyer chooses. */
export function shipDateMoved(t: Translate, mail: Moved): MailContent {
  const said = { amount: amountText(mail, mail.kept), item: mail.product?.color ?? itemName(t, mail) };
  const isPaid = mail.kept > 0;
  return {
    title: isPaid ? t('mail.moved.title', said) : t('mail.moved.title_free', said),
    preheader: isPaid ? t('mail.moved.preheader') : t('mail.moved.preheader_free'),
    lead: t('mail.moved.lead', { when: shipDayText(t, mail, mail.shipsBy) }),
    mood: 'half',
    action: orderLink(t, mail),
    lines: moneyLines(t, mail),
    facts: dates(t, mail),
    steps: choice(t, mail),
  };
}

function moneyLines(t: Translate, mail: Moved): AmountLine[] {
  const returned = mail.total - mail.kept;
  return [
    itemLine(t, mail, mail.total),
    ...(returned > 0 ? [{ term: t('mail.refunded.before'), amount: amountText(mail, -returned) }] : []),
    { term: t('mail.moved.kept'), amount: amountText(mail, mail.kept), sum: true },
  ];
}

const dates = (t: Translate, mail: Moved): Fact[] => [
  { label: t('mail.moved.new_date'), lines: [shipDayText(t, mail, mail.shipsBy)] },
  ...(mail.shippedBy === null
    ? []
    : [{ label: t('mail.moved.old_date'), lines: [shipDayText(t, mail, mail.shippedBy)] }]),
];

const choice = (t: Translate, mail: Moved): Step[] => [
  { when: t('mail.moved.wait_when'), title: t('mail.moved.wait_title'), text: t('mail.moved.wait_text') },
  {
    when: t('mail.moved.cancel_when'),
    title:
      mail.kept > 0
        ? t('mail.moved.cancel_title', { amount: amountText(mail, mail.kept) })
        : t('mail.moved.cancel_title_free'),
    text: t('mail.moved.cancel_text'),
  },
];
