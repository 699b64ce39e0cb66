import { shop } from '#config/shop.ts';
import type { MailRoute } from '#libs/deliveries/email-delivery.ts';
import type { Env } from '#libs/Env.ts';
import { createSmtpMailer, type SmtpOptions } from '#libs/email/smtp-mailer.ts';

type MailEnv = Pick<Env, 'MAIL_BY' | 'MAIL_FROM' | 'MAIL_REPLY_TO' | 'SMTP_URL'>;

/** Who writes to buyers, as configured. Answers to our mails go to the people who help, unless another address is given. */
export function mailRouteOf(env: MailEnv, around?: SmtpOptions['around']): MailRoute {
  if (env.MAIL_BY === 'klaviyo') return 'klaviyo';
  if (!env.SMTP_URL || !env.MAIL_FROM) return 'nobody';
  const replyTo = env.MAIL_REPLY_TO ?? shop.supportEmail;
  return createSmtpMailer({ url: env.SMTP_URL, from: env.MAIL_FROM, replyTo, ...(around ? { around } : {}) });
}
