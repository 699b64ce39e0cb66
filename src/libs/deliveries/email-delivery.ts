import type { Order } from '#domain/order.ts';
import type { OrderMail } from '#domain/order-mail.ts';
import { overtaken } from '#domain/order-mails.ts';
import { MailError, type Mailer } from '#libs/email/mailer.ts';
import { type Delivery, DeliveryError } from './delivery.ts';

/** Who writes to buyers: our own mail server, Klaviyo's flows, or nobody because nothing is configured. */
export type MailRoute = Mailer | 'klaviyo' | 'nobody';

/** The order a mail is about, as it stands when the mail is sent, and the link that opens it. */
export type MailedOrders = {
  readonly orderOf: (orderId: string) => Promise<Order | null>;
  readonly orderUrl: (order: Order) => string | null;
};

const suppressed = (reason: string) => ({ kind: 'suppressed', reason }) as const;

/**
 * Renders a mail and hands it to the mail server, unless what it says is no longer true or somebody else writes. The
 * templates are loaded with the first mail.
 */
export function emailDelivery(route: MailRoute, { orderOf, orderUrl }: MailedOrders): Delivery {
  return async (message) => {
    if (route === 'klaviyo') return suppressed('Klaviyo writes to buyers (MAIL_BY=klaviyo).');
    if (route === 'nobody') return suppressed('No mail server is configured (SMTP_URL and MAIL_FROM).');
    const mail = message.payload as OrderMail;
    const order = message.order_id === null ? null : await orderOf(message.order_id);
    const reason = order && overtaken(mail, order);
    if (reason) return suppressed(reason);
    const { renderMail } = await import('#emails/render.ts');
    const { subject, html, text, language } = await renderMail(mail, {
      orderUrl: order && orderUrl(order),
    });
    const to = { address: mail.to, name: mail.name };
    await send(route, { to, subject, html, text, language, promise: message.dedupe_key });
    return { kind: 'sent' };
  };
}

async function send(mailer: Mailer, letter: Parameters<Mailer['send']>[0]): Promise<void> {
  try {
    await mailer.send(letter);
  } catch (error) {
    if (!(error instanceof MailError)) throw error;
    throw new DeliveryError(error.message, { retryable: !error.permanent, cause: error });
  }
}
