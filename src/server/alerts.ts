import { shop } from '#config/shop.ts';
import { type AlertChannel, alertChannels } from '#domain/alerts/announcement.ts';
import type { AlertRoutes } from '#libs/deliveries/alert-routes.ts';
import type { Env } from '#libs/Env.ts';
import { createSmtpMailer } from '#libs/email/smtp-mailer.ts';

type AlertEnv = Pick<
  Env,
  | 'ALERT_EMAIL'
  | 'ALERT_WEBHOOK_URL'
  | 'ALERT_SMS_ACCOUNT'
  | 'ALERT_SMS_TOKEN'
  | 'ALERT_SMS_FROM'
  | 'ALERT_SMS_TO'
  | 'ALERT_SMS_API_BASE'
  | 'SMTP_URL'
  | 'MAIL_FROM'
>;

/** How people are told of incidents, as configured. Mails leave through our own server even where Klaviyo writes to buyers. */
export function alertRoutesOf(
  env: AlertEnv,
  outside: (name: string) => NonNullable<AlertRoutes['around']>,
): AlertRoutes {
  const { ALERT_EMAIL: to, SMTP_URL: url, MAIL_FROM: from, ALERT_WEBHOOK_URL: webhook } = env;
  const replyTo = shop.supportEmail;
  const mailer = url && from && createSmtpMailer({ url, from, replyTo, around: outside('smtp') });
  return {
    email: to && mailer ? { mailer, to } : null,
    webhook: webhook ? { url: webhook } : null,
    sms: smsOf(env),
    around: outside('alerts'),
  };
}

function smsOf(env: AlertEnv): AlertRoutes['sms'] {
  const { ALERT_SMS_ACCOUNT: account, ALERT_SMS_TOKEN: token, ALERT_SMS_API_BASE: apiBase } = env;
  const { ALERT_SMS_FROM: from, ALERT_SMS_TO: to } = env;
  return account && token && from && to ? { apiBase, account, token, from, to } : null;
}

export const alertChannelsOf = (routes: AlertRoutes): readonly AlertChannel[] =>
  alertChannels.filter((channel) => routes[channel] !== null);
