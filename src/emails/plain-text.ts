import { shop } from '#config/shop.ts';
import type { OrderMail } from '#domain/order-mail.ts';
import type { MailContent } from './mail-content.ts';
import type { Translate } from './translate.ts';

/** The same mail for those who read text: written from what it says, not scraped from how it looks. */
export function plainText(t: Translate, mail: OrderMail, content: MailContent): string {
  const { title, lead, action, lines, facts, steps } = content;
  const { name, address, register, vatId } = shop.company;
  const contact = t.markup('mail.contact', { no: () => mail.orderNo, mail: () => shop.supportEmail });
  const pair = (term: string, value: string) => t('mail.pair', { term, value }).trim();
  const blocks = [
    [title],
    [lead],
    action ? [pair(action.label, action.url)] : [],
    [pair(t('mail.order_number'), mail.orderNo), ...lines.map(({ term, amount }) => pair(term, amount))],
    ...facts.map(({ label, lines: inside }) => [pair(label, ''), ...inside]),
    steps.length > 0
      ? [t('mail.next'), ...steps.map(({ when, title: what, text }) => `* ${pair(when, what)}\n  ${text}`)]
      : [],
    ['--------'],
    [contact, t('mail.reason')],
    [`${name}, ${address}. ${register}, ${vatId}`],
  ];
  return `${blocks
    .map((block) => block.filter((line) => line !== '').join('\n'))
    .filter((block) => block !== '')
    .join('\n\n')}\n`;
}
