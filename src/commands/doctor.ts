/** `npm run doctor`: what is configured, what is missing, and whether it all works. Changes nothing. */
import { CatalogError } from '#libs/Catalog.ts';
import {
  describeVariables,
  type Env,
  EnvError,
  loadEnv,
  requiredInProduction,
  type VariableState,
} from '#libs/Env.ts';
import { klaviyoKeyState } from '#libs/klaviyo/klaviyo-key.ts';
import { createContext } from '#server/context.ts';
import { mailRouteOf } from '#server/mail.ts';
import { diagnose } from '#services/diagnose.ts';
import type { Finding, Subject } from '#services/finding.ts';
import { webhookUrl } from '#services/webhook-endpoint.ts';

const groups = ['STRIPE', 'KLAVIYO', 'DATABASE', 'FIREBASE', 'MAIL'] as const;
const titles = {
  STRIPE: 'Stripe',
  KLAVIYO: 'Klaviyo',
  DATABASE: 'Database',
  FIREBASE: 'Firebase',
  MAIL: 'E-mail',
  SHOP: 'Shop',
} as const;

const groupOf = ({ name }: VariableState): keyof typeof titles =>
  name === 'COLOR_PRICE_MAP_JSON'
    ? 'STRIPE'
    : name === 'SMTP_URL'
      ? 'MAIL'
      : name.startsWith('FIRESTORE_')
        ? 'FIREBASE'
        : (groups.find((group) => name.startsWith(`${group}_`)) ?? 'SHOP');

/** A variable with a default is not missing when it is not set. */
const absent = (name: string): string =>
  name in requiredInProduction() || name === 'KLAVIYO_API_KEY' || name === 'APP_URL' ? 'missing' : 'not set';

function printVariables(): void {
  const states = Map.groupBy(describeVariables(), groupOf);
  for (const [group, variables] of states) {
    console.log(`\n${titles[group]}`);
    for (const { name, set, form } of variables) {
      console.log(`  ${name.padEnd(27)}  ${set ? `set${form === null ? '' : ` (${form})`}` : absent(name)}`);
    }
  }
}

async function examine(env: Env): Promise<Finding[]> {
  const app = createContext({ ...env, LOG_LEVEL: 'silent' }, { defer: (work) => void work() });
  try {
    const { KLAVIYO_API_KEY: klaviyoKey } = env;
    return await diagnose({
      ...app,
      databaseConfigured: env.DATABASE_STORAGE_TARGET === 'firestore' || env.DATABASE_URL !== undefined,
      productId: env.STRIPE_PRODUCT_ID ?? null,
      keyMode: env.STRIPE_SECRET_KEY?.startsWith('sk_live_') ? 'live' : 'test',
      production: env.APP_ENV === 'production',
      mail: mailStateOf(env),
      klaviyo: klaviyoKey === undefined ? null : () => klaviyoKeyState(klaviyoKey, env.KLAVIYO_API_BASE),
    });
  } finally {
    await app.store.close();
  }
}

function mailStateOf(env: Env): Subject['mail'] {
  const route = mailRouteOf(env);
  return typeof route === 'string' ? route : route.state;
}

function print({ level, area, sentence, advice }: Finding): void {
  console.log(
    `  ${level.padEnd(7)}  ${area.padEnd(8)}  ${sentence}${advice === undefined ? '' : `\n${' '.repeat(21)}${advice}`}`,
  );
}

async function main(): Promise<boolean> {
  printVariables();
  console.log('\nFindings');
  const env = loadEnv();
  const findings = await examine(env);
  for (const finding of findings) print(finding);
  console.log(`\nStripe sends its events to ${webhookUrl(env.APP_URL)}`);
  return findings.every(({ level }) => level !== 'problem');
}

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  process.exitCode = 1;
  if (!(error instanceof EnvError || error instanceof CatalogError)) throw error;
  for (const problem of error.problems) console.log(`  problem  config    ${problem}`);
  console.log('\nThe rest is examined once these are mended.');
}
