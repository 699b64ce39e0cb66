/** Variables as the platform hands them over. */
export type Variables = Readonly<Record<string, string | undefined>>;

export const stripeKeys = 'Stripe dashboard, Developers, API keys';
export const stripeWebhooks = 'Stripe dashboard, Developers, Webhooks, your endpoint, Signing secret';
const firebaseKey = 'Firebase console, Project settings, Service accounts, Generate new private key';
export const firebaseWebKey = 'Firebase console, Project settings, General, Web API key';

/** `next build` renders pages without the secrets; the server checks them when it starts. */
export const isBuild = (given: Variables): boolean => given.NEXT_PHASE === 'phase-production-build';

/** Variables that only work together: all of a group or none of it. */
const featureGroups = {
  Stripe: ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_PRODUCT_ID', 'COLOR_PRICE_MAP_JSON'],
} as const;

const onFirestore = (given: Variables): boolean => given.DATABASE_STORAGE_TARGET === 'firestore';

/** What a deployment with this storage cannot do without, and where each of it comes from. */
export const requiredNames = (given: Variables): Readonly<Record<string, string>> => ({
  STRIPE_SECRET_KEY: stripeKeys,
  STRIPE_WEBHOOK_SECRET: stripeWebhooks,
  STRIPE_PRODUCT_ID: 'npm run stripe:setup prints it',
  COLOR_PRICE_MAP_JSON: 'npm run stripe:setup prints it',
  ...(onFirestore(given)
    ? { FIREBASE_SERVICE_ACCOUNT: firebaseKey }
    : { DATABASE_URL: 'your Postgres provider shows it' }),
  SESSION_SECRET: 'openssl rand -base64 32',
  CRON_SECRET: 'openssl rand -base64 32',
});

/** What only a laptop may set; a deployment with one of them would talk to a pretended world. */
const laptopOnly = {
  STRIPE_API_BASE: 'the sandbox',
  KLAVIYO_API_BASE: 'the sandbox',
  SANDBOX_URL: 'the sandbox',
  FIRESTORE_EMULATOR_HOST: 'an emulator, which anybody may write to,',
  FIREBASE_AUTH_EMULATOR_HOST: 'an emulator, which signs nothing,',
} as const;

const misplaced = (name: string, owner: string): string =>
  `${name}: belongs to ${owner} and must not be set in production`;

/** One sentence for every rule between the variables that does not hold. */
export function brokenRules(given: Variables): string[] {
  if (isBuild(given)) return [];
  const problems = given.APP_ENV === 'production' ? deploymentProblems(given) : laptopProblems(given);
  return [
    ...problems,
    ...firebaseProblems(given),
    ...mailProblems(given),
    ...alertProblems(given),
    ...consoleProblems(given),
  ];
}

function deploymentProblems(given: Variables): string[] {
  const problems: string[] = [];
  for (const [name, where] of Object.entries(requiredNames(given))) {
    if (!given[name]) problems.push(`${name}: is missing (${where})`);
  }
  for (const [name, owner] of Object.entries(laptopOnly)) {
    if (given[name]) problems.push(misplaced(name, owner));
  }
  if (given.APP_URL && !isSafeOrigin(given.APP_URL))
    problems.push('APP_URL: must start with https:// in production');
  return problems;
}

function laptopProblems(given: Variables): string[] {
  const problems: string[] = [];
  for (const [group, names] of Object.entries(featureGroups)) {
    const absent = names.filter((name) => !given[name]);
    if (absent.length === 0 || absent.length === names.length) continue;
    for (const name of absent)
      problems.push(`${name}: is missing (${group} needs all of ${names.join(', ')})`);
  }
  return onFirestore(given) ? [...problems, ...firestoreProblems(given)] : problems;
}

function firestoreProblems(given: Variables): string[] {
  if (given.FIREBASE_SERVICE_ACCOUNT) return [];
  if (given.FIRESTORE_EMULATOR_HOST && given.FIREBASE_PROJECT_ID) return [];
  return [
    `FIREBASE_SERVICE_ACCOUNT: is missing (${firebaseKey}); on a laptop FIRESTORE_EMULATOR_HOST and FIREBASE_PROJECT_ID together do instead`,
  ];
}

/** What keeps a move from reaching both databases. */
export function storeProblems(given: Variables): string[] {
  const problems = firestoreProblems(given);
  if (!given.DATABASE_URL) problems.push('DATABASE_URL: is missing (your Postgres provider shows it)');
  if (given.APP_ENV === 'production' && given.FIRESTORE_EMULATOR_HOST)
    problems.push(misplaced('FIRESTORE_EMULATOR_HOST', laptopOnly.FIRESTORE_EMULATOR_HOST));
  return problems;
}

/** A server to send through and an address to send from come together, and Klaviyo can only write with a key. */
function mailProblems(given: Variables): string[] {
  const problems: string[] = [];
  if (given.SMTP_URL && !given.MAIL_FROM)
    problems.push('MAIL_FROM: is missing, which SMTP_URL needs (the address buyers get mail from)');
  if (given.MAIL_FROM && !given.SMTP_URL)
    problems.push('SMTP_URL: is missing, which MAIL_FROM needs (your mail provider shows it)');
  if (given.MAIL_BY === 'klaviyo' && !given.KLAVIYO_API_KEY)
    problems.push('KLAVIYO_API_KEY: is missing, which MAIL_BY=klaviyo needs');
  return problems;
}

const smsNames = ['ALERT_SMS_ACCOUNT', 'ALERT_SMS_TOKEN', 'ALERT_SMS_FROM', 'ALERT_SMS_TO'] as const;

/** Each way to tell people of incidents is whole or not there, and what it carries is encrypted. */
function alertProblems(given: Variables): string[] {
  const problems: string[] = [];
  if (given.ALERT_EMAIL && !given.SMTP_URL)
    problems.push('SMTP_URL: is missing, which ALERT_EMAIL needs (your mail provider shows it)');
  const absent = smsNames.filter((name) => !given[name]);
  if (absent.length < smsNames.length)
    for (const name of absent)
      problems.push(`${name}: is missing (text messages need all of ${smsNames.join(', ')})`);
  if (given.APP_ENV === 'production')
    for (const name of ['ALERT_WEBHOOK_URL', 'ALERT_SMS_API_BASE'] as const)
      if (given[name] && !isSafeOrigin(given[name]))
        problems.push(`${name}: must start with https:// in production`);
  return problems;
}

/** Signing in needs the web key to ask Google, and an account to make sessions of the answer. */
function firebaseProblems(given: Variables): string[] {
  const emulated = given.FIREBASE_AUTH_EMULATOR_HOST && given.FIREBASE_PROJECT_ID;
  const problems: string[] = [];
  if (given.FIREBASE_WEB_API_KEY && !given.FIREBASE_SERVICE_ACCOUNT && !emulated && !onFirestore(given))
    problems.push(`FIREBASE_SERVICE_ACCOUNT: is missing, which FIREBASE_WEB_API_KEY needs (${firebaseKey})`);
  if (given.FIREBASE_WEB_API_KEY && !given.SESSION_SECRET && given.APP_ENV !== 'production')
    problems.push('SESSION_SECRET: is missing, which FIREBASE_WEB_API_KEY needs (openssl rand -base64 32)');
  return problems;
}

/** A list of people lets nobody in without somebody who says who they are, and without a signature for their sessions. */
function consoleProblems(given: Variables): string[] {
  const problems: string[] = [];
  const inSandbox = given.APP_ENV === 'sandbox' && Boolean(given.SANDBOX_URL);
  if (given.CONSOLE_ACCESS && !given.FIREBASE_WEB_API_KEY && !inSandbox)
    problems.push(`FIREBASE_WEB_API_KEY: is missing, which CONSOLE_ACCESS needs (${firebaseWebKey})`);
  const needing = ['CONSOLE_ACCESS', 'CONSOLE_PASSWORDS'].find((name) => given[name]);
  if (needing && !given.SESSION_SECRET && given.APP_ENV !== 'production')
    problems.push(`SESSION_SECRET: is missing, which ${needing} needs (openssl rand -base64 32)`);
  return problems;
}

function isSafeOrigin(address: string): boolean {
  return address.startsWith('https://') || /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(address);
}
