import { money, toDecimalText } from '#domain/money.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import { messageIdOf } from '#libs/email/smtp-mailer.ts';
import type { ReceivedMail } from '#sandbox/server.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';

type Session = Stored.Session;

const domain = 'rolitt.example';
const numberOf = ({ client_reference_id }: Session): string => client_reference_id ?? '';
const idOf = (mail: string, session: Session): string =>
  messageIdOf(`email:${mail}:${numberOf(session)}`, domain);

/** Whether a message of the outbox is a mail about this payment. */
export const isOrderMail = ({ kind, dedupe_key }: OutboxMessage, session: Session): boolean =>
  kind === 'email' && dedupe_key.split(':')[2] === numberOf(session);

/** Whether nothing is left to do about a message: a mail may have been overtaken by what happened since. */
export const isFinished = ({ kind, dedupe_key, status }: OutboxMessage): boolean =>
  status === 'sent' ||
  (kind === 'email' && status === 'suppressed' && !dedupe_key.startsWith('email:order-confirmed:'));

/**
 * The mails that tell a buyer of this payment that the money is here. One that came twice under one Message-ID counts
 * once: its answer was lost, and every mail program knows it again.
 */
export function confirmationsOf(session: Session, mails: readonly ReceivedMail[]): ReceivedMail[] {
  const others = [idOf('payment-pending', session), idOf('payment-failed', session)];
  const about = mails.filter(
    ({ text, messageId }) => text.includes(numberOf(session)) && !others.includes(messageId),
  );
  return [...new Map(about.map((mail) => [mail.messageId, mail])).values()];
}

export function confirmationErrors(session: Session, mail: ReceivedMail): string[] {
  const to = session.customer_details?.email ?? '';
  const paid = money(session.amount_total, session.currency.toUpperCase());
  const digits = (text: string) => text.replace(/\D/g, '');
  return [
    ...(mail.messageId === idOf('order-confirmed', session) ? [] : ['is another mail by its Message-ID']),
    ...(mail.recipients.join() === to ? [] : [`went to ${mail.recipients.join()}, not to ${to}`]),
    ...(digits(mail.subject).includes(digits(toDecimalText(paid)))
      ? []
      : [`speaks of another amount: ${mail.subject}`]),
  ];
}
