/** `npm run stripe:setup`: gives a Stripe account the product, prices and webhook endpoint the shop needs. */
import { parseArgs } from 'node:util';
import { PaymentError } from '#domain/errors.ts';
import { loadCatalog } from '#libs/Catalog.ts';
import { EnvError, loadStripeAccess } from '#libs/Env.ts';
import { createStripeSetup } from '#libs/payments/providers/stripe/stripe-setup.ts';
import { type SetupResult, setUpProvider } from '#services/set-up-provider.ts';
import { isLoopback } from '#services/webhook-endpoint.ts';
import { inCommand } from './in-command.ts';

const usage = `Usage: npm run stripe:setup -- [--apply] [--live]
  Without --apply nothing is changed: it says what would be. --live is needed with a live key.
  It reads STRIPE_SECRET_KEY and APP_URL, from the environment or .env.`;

/** The command cannot go on; its message is for the person who typed it. */
class Refusal extends Error {}

async function main(): Promise<void> {
  const { apply, live } = options();
  const { STRIPE_SECRET_KEY: secretKey, APP_URL: appUrl, STRIPE_API_BASE: apiBase } = loadStripeAccess();
  if (secretKey.startsWith('sk_live_') && !live) {
    throw new Refusal('This is a live key, real money moves on it. Add --live if that is what you want.');
  }
  const reachable = apiBase !== undefined || !isLoopback(appUrl);
  const setup = createStripeSetup({ secretKey, ...(apiBase === undefined ? {} : { apiBase }) });
  const catalog = loadCatalog({});
  const result = await inCommand('stripe:setup', () =>
    setUpProvider({ setup, apply }, catalog, reachable ? appUrl : null),
  );
  report(result, apply);
  if (!reachable) {
    console.log(
      `\nNo webhook endpoint: Stripe cannot reach ${appUrl}. Set APP_URL to the shop's public address, or use npm run stripe:listen on a laptop.`,
    );
  }
  environmentLines(result);
}

function options() {
  try {
    const { values } = parseArgs({
      options: { apply: { type: 'boolean', default: false }, live: { type: 'boolean', default: false } },
    });
    return values;
  } catch {
    throw new Refusal(usage);
  }
}

function report({ steps }: SetupResult, apply: boolean): void {
  const words = apply
    ? { keep: 'keeps', create: 'created', change: 'changed' }
    : { keep: 'keeps', create: 'would create', change: 'would change' };
  for (const { action, sentence } of steps) console.log(`${words[action].padEnd(12)}  ${sentence}`);
  if (steps.every(({ action }) => action === 'keep')) console.log('\nEverything is in place; nothing to do.');
  else if (!apply) console.log('\nNothing was changed. To do it: npm run stripe:setup -- --apply');
}

function environmentLines({ productId, priceIds, webhookSecret }: SetupResult): void {
  if (productId === null || Object.keys(priceIds).length === 0) return;
  console.log('\nFor the environment of the shop:');
  console.log(`STRIPE_PRODUCT_ID=${productId}`);
  console.log(`COLOR_PRICE_MAP_JSON='${JSON.stringify(priceIds)}'`);
  if (webhookSecret === null) return;
  console.log(`STRIPE_WEBHOOK_SECRET=${webhookSecret}`);
  console.log(
    'Stripe shows this signing secret only now. Keep it like a password, and do not share this output.',
  );
}

try {
  await main();
} catch (error) {
  const told = error instanceof Refusal || error instanceof EnvError || error instanceof PaymentError;
  console.error(told ? error.message : error);
  process.exitCode = 1;
}
