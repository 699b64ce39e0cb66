import type { SeededPrice } from '#sandbox/options.ts';
import { startSandbox } from '#sandbox/server.ts';

const {
  SANDBOX_PORT,
  SANDBOX_MAIL_PORT,
  SANDBOX_STATE_PATH,
  SANDBOX_WEBHOOK_URL,
  STRIPE_WEBHOOK_SECRET,
  SANDBOX_PRICES,
  SANDBOX_SHOP_URL,
  SANDBOX_SEED,
} = process.env;

async function main(): Promise<void> {
  const sandbox = await startSandbox({
    port: portOf(SANDBOX_PORT),
    // A sandbox with a port of its own choice may be one of several, so its mail server has one, too.
    mailPort: portOf(SANDBOX_MAIL_PORT, 'SANDBOX_MAIL_PORT', SANDBOX_PORT ? '0' : '4025'),
    ...(SANDBOX_STATE_PATH ? { statePath: SANDBOX_STATE_PATH } : {}),
    ...(SANDBOX_SEED ? { seed: seedOf(SANDBOX_SEED) } : {}),
    ...(SANDBOX_SHOP_URL ? { shopUrl: SANDBOX_SHOP_URL } : {}),
    endpoints: endpointsOf(SANDBOX_WEBHOOK_URL, STRIPE_WEBHOOK_SECRET),
    prices: pricesOf(SANDBOX_PRICES),
    log: (line) => console.error(line),
  });
  console.log(`sandbox ready ${sandbox.url}`);
  console.log(`mail server ready ${sandbox.mail.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => sandbox.close().finally(() => process.exit(0)));
  }
}

function portOf(given: string | undefined, name = 'SANDBOX_PORT', fallback = '4010'): number {
  const text = given ?? fallback;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new Error(`${name} must be a port number, not "${text}".`);
}

function seedOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`SANDBOX_SEED must be a whole number of at most nine digits, not "${text}".`);
}

function endpointsOf(url: string | undefined, secret: string | undefined) {
  if (!url) return [];
  if (!secret) throw new Error('SANDBOX_WEBHOOK_URL needs STRIPE_WEBHOOK_SECRET to sign with.');
  return [{ url, secret }];
}

function pricesOf(text: string | undefined): SeededPrice[] {
  if (!text) return [];
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('SANDBOX_PRICES must be a JSON list of prices.');
  }
}

main().catch((error: NodeJS.ErrnoException & { port?: number }) => {
  const taken = error.code === 'EADDRINUSE';
  console.error(
    taken
      ? `Port ${error.port} is in use; set ${error.port === portOf(SANDBOX_PORT) ? 'SANDBOX_PORT' : 'SANDBOX_MAIL_PORT'} to a free one.`
      : error.message,
  );
  process.exit(1);
});
