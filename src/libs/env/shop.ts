import * as z from 'zod';
import { MemberListError, readListedMembers, readPasswordMembers } from '../auth/console/console-members.ts';
import { secret } from './forms.ts';

const members = <M>(read: (text: string) => readonly M[]) =>
  z.string().transform((text, context) => {
    try {
      return read(text);
    } catch (error) {
      if (!(error instanceof MemberListError)) throw error;
      context.addIssue(error.message);
      return z.NEVER;
    }
  });

/** What the shop itself is told: where it is, how it keeps and tells, and who runs it. */
export const shopVariables = {
  APP_ENV: z.enum(['development', 'sandbox', 'production']),
  APP_URL: z.url('must be the address of the shop, for example https://shop.example.com'),
  ORDER_NO_PREFIX: z
    .string()
    .regex(/^[A-Z]{2,6}$/, 'must be two to six capital letters')
    .default('ROL'),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug', 'silent']).default('info'),
  TRUSTED_PROXY_HOPS: z
    .string()
    .regex(/^[0-5]$/, 'must be a whole number from 0 to 5: how many proxies of yours stand before the shop')
    .transform(Number)
    .default(0),
  ANALYTICS_SCRIPT: z
    .url('must be the address of a script, for example https://stats.example.com/script.js')
    .optional(),
  SESSION_SECRET: secret.optional(),
  CRON_SECRET: secret.optional(),
  OUTBOX_DRAIN: z.enum(['after-response', 'cron-only']).default('after-response'),
  SANDBOX_URL: z.url('must be the address of the local sandbox').optional(),
  RETENTION_DAYS: z
    .string()
    .regex(/^([7-9]|[1-9]\d{1,3})$/, 'must be a whole number of days from 7 to 9999')
    .transform(Number)
    .default(90),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url('must be an address such as http://127.0.0.1:4318').optional(),
  VERCEL_OTEL_ENDPOINTS: z.string().optional(),
  CONSOLE_ACCESS: members(readListedMembers).optional(),
  CONSOLE_PASSWORDS: members(readPasswordMembers).optional(),
};
