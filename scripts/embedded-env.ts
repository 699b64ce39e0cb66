/**
 * Which variables a laptop or a test run gets without configuring anything, and which are left to their owner.
 * Pure: the caller reads the files and starts the servers.
 */

export type Environment = Readonly<Record<string, string | undefined>>;

/** A part of the configuration that is either all the owner's or all ours. */
export type Group = 'database' | 'stripe' | 'klaviyo' | 'mail';

export type EmbeddedSecrets = {
  readonly stripeWebhookSecret: string;
  readonly cronSecret: string;
  readonly sessionSecret: string;
  /** 32 bytes in base64, as Next wants it: https://nextjs.org/docs/app/guides/data-security */
  readonly serverActionsKey: string;
};

export type EmbeddedSources = {
  readonly shopUrl: string;
  readonly sandboxUrl: string;
  /** Of the mail server, `smtp://127.0.0.1:…`. */
  readonly mailUrl: string;
  readonly databaseUrl: string;
  /** Host and port of the emulator. */
  readonly firestoreHost: string;
  readonly secrets: EmbeddedSecrets;
  /** Colour ids, each of which gets a price in the sandbox. */
  readonly colours: readonly string[];
};

const members: Record<Exclude<Group, 'database'>, readonly string[]> = {
  stripe: [
    'STRIPE_SECRET_KEY',
    'STRIPE_WEBHOOK_SECRET',
    'STRIPE_PRODUCT_ID',
    'COLOR_PRICE_MAP_JSON',
    'STRIPE_API_BASE',
  ],
  klaviyo: ['KLAVIYO_API_KEY', 'KLAVIYO_API_BASE'],
  mail: ['SMTP_URL', 'MAIL_FROM', 'MAIL_BY', 'ALERT_EMAIL', 'ALERT_WEBHOOK_URL', 'ALERT_SMS_ACCOUNT'],
};

/** What says where each kind of storage is; the kind alone configures nothing yet. */
const databaseMembers: Readonly<Record<string, readonly string[]>> = {
  postgres: ['DATABASE_URL'],
  firestore: ['FIREBASE_SERVICE_ACCOUNT'],
};

/** Ids that start so are never a project of anybody: https://firebase.google.com/docs/emulator-suite/connect_firestore */
const emulatedProject = 'demo-rolitt';

export const sandboxProductId = 'prod_sandbox_rolitt';

/** The list of the sandbox's Klaviyo, which asks everybody to confirm by mail. */
const sandboxListId = 'NEWS01';

/** The price id a colour has in the sandbox. */
export const sandboxPriceId = (colour: string): string => `price_sandbox_${colour.replaceAll('-', '_')}`;

const isSet = (env: Environment, name: string): boolean => (env[name] ?? '') !== '';

/** Whether this is a deployment, which never runs on anything but what its owner configured. */
export const isDeployment = (env: Environment): boolean =>
  env.APP_ENV === 'production' || isSet(env, 'VERCEL');

/** The kind of storage, as far as anybody has chosen one. */
export const storageTarget = (env: Environment): string => env.DATABASE_STORAGE_TARGET || 'postgres';

/** The groups nobody has configured: none in a deployment, and none that is configured in part. */
export function missingGroups(env: Environment): Group[] {
  if (isDeployment(env)) return [];
  const lacks = (names: readonly string[]) => !names.some((name) => isSet(env, name));
  // A kind of storage nobody knows is reported where the configuration is read.
  const where = databaseMembers[storageTarget(env)];
  const database: Group[] = where && lacks(where) ? ['database'] : [];
  const providers = Object.keys(members) as (keyof typeof members)[];
  const missing = [...database, ...providers.filter((group) => lacks(members[group]))];
  // A pretended mail server is no reason to call a shop with real accounts a sandbox.
  return needsSandbox(missing) ? missing : missing.filter((group) => group !== 'mail');
}

/** Whether the local provider world has to run for these groups. */
export const needsSandbox = (groups: readonly Group[]): boolean =>
  groups.includes('stripe') || groups.includes('klaviyo');

/** Answers only the variables to add; what the owner set is never among them. */
export function embeddedVariables(env: Environment, sources: EmbeddedSources): Record<string, string> {
  if (isDeployment(env)) return {};
  const groups = missingGroups(env);
  const grouped = Object.assign({}, ...groups.map((group) => groupVariables(group, { env, sources })));
  return { ...grouped, ...singleVariables(env, sources, groups) };
}

type Known = { readonly env: Environment; readonly sources: EmbeddedSources };

function groupVariables(group: Group, { env, sources }: Known): Record<string, string> {
  const prices = Object.fromEntries(sources.colours.map((colour) => [colour, sandboxPriceId(colour)]));
  const values: Record<Group, Record<string, string>> = {
    database: databaseVariables(env, sources),
    stripe: {
      STRIPE_SECRET_KEY: 'sk_test_sandbox_rolitt',
      STRIPE_WEBHOOK_SECRET: sources.secrets.stripeWebhookSecret,
      STRIPE_PRODUCT_ID: sandboxProductId,
      COLOR_PRICE_MAP_JSON: JSON.stringify(prices),
      STRIPE_API_BASE: sources.sandboxUrl,
    },
    klaviyo: {
      KLAVIYO_API_KEY: 'pk_sandbox_rolitt',
      KLAVIYO_API_BASE: `${sources.sandboxUrl}/klaviyo`,
      ...(isSet(env, 'KLAVIYO_LIST_ID') ? {} : { KLAVIYO_LIST_ID: sandboxListId }),
    },
    mail: {
      SMTP_URL: sources.mailUrl,
      MAIL_FROM: 'Rolitt <orders@rolitt.example>',
      ...alertVariables(sources),
    },
  };
  return values[group];
}

/** Whoever is told of incidents is pretended where the mail server is. */
const alertVariables = ({ sandboxUrl }: EmbeddedSources): Record<string, string> => ({
  ALERT_EMAIL: 'alerts@rolitt.example',
  ALERT_WEBHOOK_URL: `${sandboxUrl}/alerts/webhook`,
  ALERT_SMS_API_BASE: `${sandboxUrl}/alerts`,
  ALERT_SMS_ACCOUNT: 'AC_sandbox',
  ALERT_SMS_TOKEN: 'sandbox-token',
  ALERT_SMS_FROM: '+15550000001',
  ALERT_SMS_TO: '+15550000002',
});

function databaseVariables(env: Environment, sources: EmbeddedSources): Record<string, string> {
  if (storageTarget(env) !== 'firestore') {
    return { DATABASE_URL: sources.databaseUrl, DATABASE_STORAGE_TARGET: 'postgres' };
  }
  return {
    DATABASE_STORAGE_TARGET: 'firestore',
    ...(isSet(env, 'FIRESTORE_EMULATOR_HOST') ? {} : { FIRESTORE_EMULATOR_HOST: sources.firestoreHost }),
    ...(isSet(env, 'FIREBASE_PROJECT_ID') ? {} : { FIREBASE_PROJECT_ID: emulatedProject }),
    // Google's client looks for a Google machine around it otherwise, and says so when there is none.
    METADATA_SERVER_DETECTION: 'none',
  };
}

function singleVariables(
  env: Environment,
  sources: EmbeddedSources,
  groups: readonly Group[],
): Record<string, string> {
  const sandbox = needsSandbox(groups) ? { APP_ENV: 'sandbox', SANDBOX_URL: sources.sandboxUrl } : {};
  const wanted: Record<string, string> = {
    ...sandbox,
    APP_URL: sources.shopUrl,
    CRON_SECRET: sources.secrets.cronSecret,
    SESSION_SECRET: sources.secrets.sessionSecret,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: sources.secrets.serverActionsKey,
  };
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => !isSet(env, name)));
}
