import { createEnv } from '@t3-oss/env-nextjs';
import * as z from 'zod';
import { MemberListError, readListedMembers, readPasswordMembers } from './auth/console/console-members.ts';
import {
  brokenRules,
  firebaseWebKey,
  isBuild,
  requiredNames,
  storeProblems,
  stripeKeys,
  stripeWebhooks,
  type Variables,
} from './env-rules.ts';
import { parseServiceAccount, ServiceAccountError } from './ServiceAccount.ts';
import { stockLimit } from './stock-limit.ts';

export type { Variables } from './env-rules.ts';

/** The configuration is unusable; `problems` has one sentence per variable, never its value. */
export class EnvError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'EnvError';
    this.problems = problems;
  }
}

const prefixed = (prefix: string, where: string) =>
  z
    .string(`is missing (${where})`)
    .regex(new RegExp(`^${prefix}\\S{4,}$`), `must start with ${prefix} (${where})`);

const json = (example: string) =>
  z.string().transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue(`must be JSON, for example ${example}`);
      return z.NEVER;
    }
  });

const priceMap = json('{"red":"price_…"} (npm run stripe:setup prints it)').pipe(
  z
    .record(z.string(), z.string().regex(/^price_\S+$/, 'every value must start with price_'))
    .refine((map) => Object.keys(map).length > 0, 'must name at least one colour'),
);

const stockMap = json('{"red":{"limit":200,"buffer":5}}').pipe(z.record(z.string(), stockLimit));

const serviceAccount = z.string().transform((text, context) => {
  try {
    return parseServiceAccount(text);
  } catch (error) {
    if (!(error instanceof ServiceAccountError)) throw error;
    context.addIssue(error.message);
    return z.NEVER;
  }
});

const emulatorHost = z
  .string()
  .regex(/^[\w.-]+:\d{1,5}$/, 'must be the host and port of the emulator, for example 127.0.0.1:8085');

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

const secret = z.string().min(24, 'must have at least 24 characters (openssl rand -base64 32)');
const flag = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true');

const shape = {
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
  CONSOLE_ACCESS: members(readListedMembers).optional(),
  CONSOLE_PASSWORDS: members(readPasswordMembers).optional(),
  STRIPE_SECRET_KEY: prefixed('sk_', stripeKeys).optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(prefixed('whsec_', stripeWebhooks)).min(1))
    .optional(),
  STRIPE_PRODUCT_ID: prefixed('prod_', 'Stripe dashboard, Product catalogue').optional(),
  COLOR_PRICE_MAP_JSON: priceMap.optional(),
  COLOR_STOCK_JSON: stockMap.optional(),
  STRIPE_API_BASE: z.url('must be an address such as http://127.0.0.1:4010').optional(),
  KLAVIYO_API_KEY: prefixed('pk_', 'Klaviyo, Settings, API keys, a private key').optional(),
  KLAVIYO_API_BASE: z.url('must be an address such as http://127.0.0.1:4010/klaviyo').optional(),
  KLAVIYO_LIST_ID: z
    .string()
    .regex(/^[A-Za-z0-9]{4,16}$/, 'must be the id of a list (Klaviyo, Lists & segments, a list, Settings)')
    .optional(),
  KLAVIYO_TEST_PROFILE: z.email('must be the address that gets the events of test purchases').optional(),
  KLAVIYO_CALLS_PER_SECOND: callLimit.default(350),
  KLAVIYO_CALLS_PER_MINUTE: callLimit.default(3_500),
  DATABASE_STORAGE_TARGET: z.enum(['firestore', 'postgres']).default('postgres'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'must start with postgres:// (your database provider shows it)')
    .optional(),
  DATABASE_POOL_SIZE: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'must be a whole number from 1 to 100')
    .transform(Number)
    .default(5),
  DATABASE_PREPARE: flag.default(true),
  FIREBASE_SERVICE_ACCOUNT: serviceAccount.optional(),
  FIREBASE_PROJECT_ID: z
    .string()
    .regex(
      /^([a-z\d.-]+:)?[a-z][a-z\d-]{3,}$/,
      'must be a project id such as my-shop-1234 (Firebase console, Project settings)',
    )
    .optional(),
  FIREBASE_WEB_API_KEY: prefixed('AIza', firebaseWebKey).optional(),
  FIREBASE_AUTH_EMULATOR_HOST: emulatorHost.optional(),
  FIRESTORE_DATABASE_ID: z
    .string()
    .regex(/^(\(default\)|[a-z][a-z\d-]{2,61}[a-z\d])$/, 'must be a database id such as shop, or (default)')
    .default('(default)'),
  FIRESTORE_EMULATOR_HOST: emulatorHost.optional(),
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
  RETENTION_DAYS: z
    .string()
    .regex(/^([7-9]|[1-9]\d{1,3})$/, 'must be a whole number of days from 7 to 9999')
    .transform(Number)
    .default(90),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url('must be an address such as http://127.0.0.1:4318').optional(),
  VERCEL_OTEL_ENDPOINTS: z.string().optional(),
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
  OUTBOX_DRAIN: z.enum(['after-response', 'cron-only']).default('after-response'),
  SANDBOX_URL: z.url('must be the address of the local sandbox').optional(),
};

/** The typed configuration. Only this file reads the process environment. */
export type Env = Readonly<{ [Name in keyof typeof shape]: z.output<(typeof shape)[Name]> }>;

/** Every variable that is read here, in the order of the groups. */
export const variableNames = Object.keys(shape) as readonly (keyof Env)[];

const stripeAccess = z.object({
  STRIPE_SECRET_KEY: prefixed('sk_', stripeKeys),
  APP_URL: shape.APP_URL,
  STRIPE_API_BASE: shape.STRIPE_API_BASE,
});

const storeAccess = z.object({
  APP_URL: shape.APP_URL,
  DATABASE_URL: shape.DATABASE_URL,
  DATABASE_PREPARE: shape.DATABASE_PREPARE,
  FIREBASE_SERVICE_ACCOUNT: shape.FIREBASE_SERVICE_ACCOUNT,
  FIREBASE_PROJECT_ID: shape.FIREBASE_PROJECT_ID,
  FIRESTORE_DATABASE_ID: shape.FIRESTORE_DATABASE_ID,
  FIRESTORE_EMULATOR_HOST: shape.FIRESTORE_EMULATOR_HOST,
});
export type StoreAccess = z.output<typeof storeAccess>;

let loaded: Env | undefined;

/**
 * The configuration, read from the process environment once, or from the variables given.
 * Throws EnvError with every problem at once: the variable, the expected form, where to get it.
 */
export function loadEnv(variables?: Variables): Env {
  if (variables) return parse(variables);
  loaded ??= parse(process.env);
  return loaded;
}

/** What setting up a Stripe account needs, before anything else is configured. Throws EnvError. */
export const loadStripeAccess = (variables: Variables = process.env): z.output<typeof stripeAccess> =>
  readPart(stripeAccess, variables, () => []);

/** Both databases, whichever of them the shop runs on, for moving its records. Throws EnvError. */
export const loadStoreAccess = (variables: Variables = process.env): StoreAccess =>
  readPart(storeAccess, variables, storeProblems);

function readPart<V>(part: z.ZodType<V>, variables: Variables, rules: (given: Variables) => string[]): V {
  const given = withDefaults(variables);
  const set = Object.entries(given).filter(([, value]) => value !== '');
  const access = part.safeParse(Object.fromEntries(set));
  const wrong = (access.error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
  const problems = [...wrong, ...rules(given)];
  if (access.success && problems.length === 0) return access.data;
  throw new EnvError(problems);
}

/** Which variables are set, and the public beginning of those that have one; never the rest of a value. */
export function describeVariables(variables: Variables = process.env): readonly VariableState[] {
  return variableNames.map((name) => {
    const value = variables[name];
    const [form] = value ? (publicPrefix.exec(value) ?? []) : [];
    return { name, set: Boolean(value), form: form === undefined ? null : `${form}…` };
  });
}

export type VariableState = { readonly name: string; readonly set: boolean; readonly form: string | null };

const publicPrefix =
  /^(smtps?:\/\/|sk_live_|sk_test_|sk_|whsec_|prod_|pk_|AIza|postgres(ql)?:\/\/|https?:\/\/)/;

/** What a deployment with this storage cannot do without, and where each of it comes from. */
export const requiredInProduction = (variables: Variables = process.env): Readonly<Record<string, string>> =>
  requiredNames(variables);

/** How much a command tells that reads nothing else; a level that makes no sense is reported where everything is read. */
export const logLevel = (): Env['LOG_LEVEL'] =>
  shape.LOG_LEVEL.catch('info').parse(process.env.LOG_LEVEL || undefined);

/** The database alone, for the migrations: they run before anything else has to be configured. */
export const databaseUrl = (): string | undefined => process.env.DATABASE_URL || undefined;

function parse(variables: Variables): Env {
  const given = withDefaults(variables);
  const env = createEnv({
    server: shape,
    runtimeEnv: given,
    emptyStringAsUndefined: true,
    isServer: true,
    onValidationError: (issues) => {
      const wrong = issues.map(({ path, message }) => `${path?.map(String).join('.')}: ${message}`);
      throw new EnvError([...wrong, ...brokenRules(given)]);
    },
  });
  const broken = brokenRules(given);
  const { FIREBASE_SERVICE_ACCOUNT: account, FIREBASE_PROJECT_ID: project } = env;
  if (account && project && account.projectId !== project)
    broken.push('FIREBASE_PROJECT_ID: names another project than FIREBASE_SERVICE_ACCOUNT; leave it empty');
  if (broken.length > 0) throw new EnvError(broken);
  return env as Env;
}

/** A deployment knows its own address; a laptop listens on loopback. */
function withDefaults(variables: Variables): Record<string, string | undefined> {
  const deployed = variables.VERCEL_PROJECT_PRODUCTION_URL ?? variables.VERCEL_URL;
  const appEnv = variables.APP_ENV || (variables.VERCEL ? 'production' : 'development');
  const address = deployed
    ? `https://${deployed}`
    : appEnv === 'production' && !isBuild(variables)
      ? undefined
      : 'http://127.0.0.1:3000';
  const url = variables.APP_URL || address;
  // Vercel's own proxy writes the visitor's address, and nothing a visitor wrote, into the header.
  const hops = variables.TRUSTED_PROXY_HOPS || (variables.VERCEL ? '1' : undefined);
  return { ...variables, APP_ENV: appEnv, APP_URL: url?.replace(/\/+$/, ''), TRUSTED_PROXY_HOPS: hops };
}
