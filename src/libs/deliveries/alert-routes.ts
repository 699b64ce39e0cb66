import type { Mailer } from '#libs/email/mailer.ts';

export type SmsRoute = {
  /** `https://api.twilio.com`, or whoever speaks like it. */
  readonly apiBase: string;
  readonly account: string;
  readonly token: string;
  /** Numbers in E.164. */
  readonly from: string;
  readonly to: string;
};

/** Where people hear of incidents; null where a channel is not configured. */
export type AlertRoutes = {
  readonly email: { readonly mailer: Mailer; readonly to: string } | null;
  /** An address that takes what Slack takes. */
  readonly webhook: { readonly url: string } | null;
  readonly sms: SmsRoute | null;
  /** Runs the call to the outside. */
  readonly around?: <Answer>(call: () => Promise<Answer>) => Promise<Answer>;
};
