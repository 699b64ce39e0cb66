/** `npm run stripe:listen`, `stripe:trigger`, `stripe:resend`: the real Stripe CLI, against the sandbox or against Stripe. */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { catalogSource } from '#config/catalog.ts';
import { createIds } from '#libs/Ids.ts';
import { runMain, SetupError } from './setup-error.ts';
import { type ColourPrice, cliArguments } from './stripe-cli-arguments.ts';

const home = path.join(path.dirname(import.meta.dirname), '.data', 'stripe-cli');

async function main(): Promise<void> {
  const { STRIPE_SECRET_KEY, STRIPE_API_BASE, APP_URL, ORDER_NO_PREFIX, COLOR_PRICE_MAP_JSON, PATH } =
    process.env;
  if (!STRIPE_SECRET_KEY)
    throw new SetupError('STRIPE_SECRET_KEY is not set: a deployment has to be configured first.');
  if (STRIPE_API_BASE) await requireSandbox(STRIPE_API_BASE);
  fs.mkdirSync(home, { recursive: true });
  const [offer] = catalogSource.offers;
  const args = cliArguments(process.argv.slice(2), {
    webhookUrl: `${APP_URL ?? 'http://127.0.0.1:3000'}/api/webhooks/stripe`,
    apiBase: STRIPE_API_BASE || undefined,
    configFile: path.join(home, 'config.toml'),
    ours: {
      orderNo: createIds(ORDER_NO_PREFIX || 'ROL').newOrderNo(),
      sku: offer?.sku ?? '',
      colours: offer ? colourPrices(offer, COLOR_PRICE_MAP_JSON) : [],
    },
  });
  const secrets = { STRIPE_API_KEY: STRIPE_SECRET_KEY, STRIPE_CLI_TELEMETRY_OPTOUT: '1' };
  const env = { PATH, HOME: home, USERPROFILE: home, ...secrets } as unknown as NodeJS.ProcessEnv;
  process.exitCode = await runCli(args, env);
}

function colourPrices(
  offer: (typeof catalogSource.offers)[number],
  priceMap: string | undefined,
): ColourPrice[] {
  const priceIds = z.record(z.string(), z.string()).parse(JSON.parse(priceMap || '{}'));
  const [currency = 'USD', unitAmount = 0] = Object.entries(offer.prices)[0] ?? [];
  return offer.variants.map(({ id }) => ({ id, priceId: priceIds[id] ?? null, unitAmount, currency }));
}

async function requireSandbox(address: string): Promise<void> {
  const answer = await fetch(address).catch(() => undefined);
  await answer?.body?.cancel();
  if (!answer)
    throw new SetupError(
      `The sandbox at ${address} does not answer. Run npm start in another terminal first.`,
    );
}

const Platforms = z.record(z.string(), z.object({ pkg: z.string(), bin: z.string() }));

/** The binary itself: the package's own wrapper would not pass a signal on. */
function findCli(): string {
  const require = createRequire(import.meta.url);
  const platforms = Platforms.parse(require('@stripe/cli/platforms.json'));
  const platform = platforms[`${process.platform}-${process.arch}`];
  if (!platform) throw new SetupError(`There is no Stripe CLI for ${process.platform} ${process.arch}.`);
  return path.join(path.dirname(require.resolve(`${platform.pkg}/package.json`)), 'bin', platform.bin);
}

function runCli(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(findCli(), args, { env, stdio: 'inherit' });
  // Ctrl-C reaches the CLI by itself; this program only has to outlive it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 130));
  });
}

await runMain(main);
