import type { Announcement } from '#domain/alerts/announcement.ts';
import { MailError } from '#libs/email/mailer.ts';
import type { AlertRoutes, SmsRoute } from './alert-routes.ts';
import { alertMail, alertText, slackMessage } from './alert-texts.ts';
import { type Delivery, DeliveryError } from './delivery.ts';

/** Longest a single call may take, milliseconds. */
const timeoutMs = 10_000;

/** Tells one channel of one end of an incident. */
export function alertDelivery(routes: AlertRoutes): Delivery {
  return async ({ payload, dedupe_key }) => {
    const announcement = payload as Announcement;
    const { channel } = announcement;
    const { email, webhook, sms } = routes;
    if (channel === 'email' && email) {
      const letter = {
        ...alertMail(announcement),
        to: { address: email.to, name: null },
        promise: dedupe_key,
      };
      await email.mailer.send(letter).catch(refuse);
    } else if (channel === 'webhook' && webhook) {
      await post(routes, webhook.url, {
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(slackMessage(announcement)),
      });
    } else if (channel === 'sms' && sms) {
      await text(routes, sms, alertText(announcement));
    } else {
      return { kind: 'suppressed', reason: `No way to send alerts by ${channel} is configured any more.` };
    }
    return { kind: 'sent' };
  };
}

function refuse(error: unknown): never {
  if (!(error instanceof MailError)) throw error;
  throw new DeliveryError(error.message, { retryable: !error.permanent, cause: error });
}

/** https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
const text = (routes: AlertRoutes, { apiBase, account, token, from, to }: SmsRoute, body: string) =>
  post(routes, `${apiBase}/2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`, {
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Authorization: `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`,
    },
    body: new URLSearchParams({ To: to, From: from, Body: body }).toString(),
  });

/** The address is a secret, and an answer may repeat what was sent: neither is told on. */
async function post(
  { around = (call) => call() }: AlertRoutes,
  url: string,
  request: { headers: Record<string, string>; body: string },
): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs);
  const answer = await around(() =>
    fetch(url, { method: 'POST', redirect: 'error', signal, ...request }),
  ).catch((cause: unknown) => {
    throw new DeliveryError('The receiver of alerts did not answer.', { retryable: true, cause });
  });
  await answer.body?.cancel();
  if (answer.ok) return;
  throw new DeliveryError(`The receiver of alerts answered ${answer.status}.`, {
    retryable: answer.status === 429 || answer.status >= 500,
  });
}
