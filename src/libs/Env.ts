import { createEnv } from '@t3-oss/env-nextjs';
import * as z from 'zod';
import { prefixed } from './env/forms.ts';
import { messagesVariables } from './env/messages.ts';
import { paymentsVariables } from './env/payments.ts';
import { shopVariables } from './env/shop.ts';
import { storageVariables } from './env/storage.ts';
import {
  brokenRules,
  isBuild,
  requiredNames,
  storeProblems,
  stripeKeys,
  type Variables,
} from './env-rules.ts';

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

const shape = { ...shopVariables, ...paymentsVariables, ...storageVariables, ...messagesVariables };

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
