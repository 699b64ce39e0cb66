import * as z from 'zod';
import { prefixed } from './forms.ts';

/** `name@example.com`, with a name before it in pointed brackets if wanted. */
const mailbox = z
  .string()
  .regex(
    /^([^<>\p{Cc}]+ <[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/u,
    'must be an address such as orders@example.com or Rolitt <orders@example.com>',
  );

/** What the account's plan allows. */
const callLimit = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, 'must be a whole number of calls (Klaviyo’s page on rate limits)')
  .transform(Number);

const phoneNumber = z
  .string()
  .regex(/^\+\d{6,15}$/, 'must be a number in the international form, +15551234567');

/** How marketers, buyers and operators are told. */
export const messagesVariables = {
  KLAVIYO_API_KEY: prefixed('pk_', 'Klaviyo, Settings, API keys, a private key').optional(),
  KLAVIYO_API_BASE: z.url('must be an address such as http://127.0.0.1:4010/klaviyo').optional(),
  KLAVIYO_LIST_ID: z
    .string()
    .regex(/^[A-Za-z0-9]{4,16}$/, 'must be the id of a list (Klaviyo, Lists & segments, a list, Settings)')
    .optional(),
  KLAVIYO_TEST_PROFILE: z.email('must be the address that gets the events of test purchases').optional(),
  KLAVIYO_CALLS_PER_SECOND: callLimit.default(350),
  KLAVIYO_CALLS_PER_MINUTE: callLimit.default(3_500),
  SMTP_URL: z
    .string()
    .regex(
      /^smtps?:\/\/[^\s/]+\S*$/,
      'must start with smtp:// or smtps://, for example smtps://user:password@mail.example.com:465',
    )
    .refine((text) => URL.canParse(text), 'is not an address; write special characters of a password as %40')
    .optional(),
  MAIL_FROM: mailbox.optional(),
  MAIL_REPLY_TO: mailbox.optional(),
  MAIL_BY: z.enum(['smtp', 'klaviyo']).default('smtp'),
  ALERT_EMAIL: z
    .string()
    .regex(/^[^\s<>@,;]+@[^\s<>@,;]+$/, 'must be one plain address such as alerts@example.com')
    .optional(),
  ALERT_WEBHOOK_URL: z.url('must be an address that takes what Slack takes').optional(),
  ALERT_SMS_ACCOUNT: z.string().min(4, 'is too short to be an account (Twilio: Account SID)').optional(),
  ALERT_SMS_TOKEN: z.string().min(8, 'is too short to be a token (Twilio: Auth Token)').optional(),
  ALERT_SMS_FROM: phoneNumber.optional(),
  ALERT_SMS_TO: phoneNumber.optional(),
  ALERT_SMS_API_BASE: z
    .url('must be an address such as https://api.twilio.com')
    .transform((address) => address.replace(/\/+$/, ''))
    .default('https://api.twilio.com'),
};
