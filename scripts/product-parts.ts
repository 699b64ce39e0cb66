/** How each part of the product is started, and when it counts as started. */
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { z } from 'zod';
import { catalogSource } from '#config/catalog.ts';
import { type Child, startChild } from './child.ts';
import { type Environment, isDeployment, storageTarget } from './embedded-env.ts';
import { startFirestoreEmulator } from './firestore-emulator.ts';
import { createDatabase, startPostgres } from './postgres.ts';
import { nextProgram } from './production-build.ts';
import type { RunningParts } from './running-parts.ts';
import { sandboxPrices } from './sandbox-prices.ts';
import { SetupError } from './setup-error.ts';
import { listenerName } from './stripe-cli-arguments.ts';

const root = path.dirname(import.meta.dirname);
const startTimeoutMs = 180_000;

export type Program = 'shop' | 'sandbox' | 'migrations';
export type OnLine = (program: Program, line: string) => void;

export type DatabaseOptions = {
  dataDir: string;
  env: Environment;
  /** An emulator its owner named and runs. */
  emulatorHost: string | undefined;
  /** Whether one that runs already is left to whoever started it. */
  leaveRunning?: boolean;
};

/** Starts the embedded database of the kind that is configured, and answers the variables that lead to it. */
export async function openDatabase(
  options: DatabaseOptions,
  running: RunningParts,
): Promise<Record<string, string>> {
  const { dataDir, env, emulatorHost: host, leaveRunning = false } = options;
  if (storageTarget(env) !== 'firestore') return { DATABASE_URL: await openPostgres(options, running) };
  const emulator = await startFirestoreEmulator({
    dataDir: path.join(dataDir, 'firestore'),
    keepProject: env.FIREBASE_PROJECT_ID ?? '',
    ...(host ? { found: { kind: 'running', host } } : {}),
  });
  const { pid } = emulator;
  if (pid !== undefined && !(leaveRunning && emulator.reused))
    running.add({ pid: () => pid, stop: emulator.stop });
  return { FIRESTORE_EMULATOR_HOST: emulator.host };
}

async function openPostgres(
  { dataDir, leaveRunning = false }: DatabaseOptions,
  running: RunningParts,
): Promise<string> {
  const server = await startPostgres({ dataDir: path.join(dataDir, 'postgres') });
  if (!(leaveRunning && server.reused)) running.add({ pid: () => server.pid, stop: server.stop });
  const sql = postgres(server.url(), { max: 1 });
  const [found] = await sql`select 1 from pg_database where datname = 'rolitt'`;
  await sql.end();
  return found ? server.url('rolitt') : createDatabase(server.url(), 'rolitt');
}

/** Applies the migrations. Throws SetupError with their output when they fail. */
export async function migrate(env: Environment, onLine: OnLine): Promise<void> {
  const child = startChild({
    args: ['src/commands/migrate.ts'],
    cwd: root,
    env,
    onLine: (line) => onLine('migrations', line),
  });
  const { code } = await child.ended;
  if (code !== 0) throw new SetupError(`The database could not be migrated.\n${child.lastLines()}`);
}

export type SandboxOptions = {
  dataDir: string;
  shopUrl: string;
  sandboxUrl: string;
  /** Where its mail server is to listen. */
  mailUrl: string;
  env: Environment;
  onLine: OnLine;
};

/** Starts the local Stripe, Klaviyo and mail server, and resolves when they answer. */
export async function startSandbox(options: SandboxOptions, running: RunningParts): Promise<void> {
  const child = startChild({
    args: ['sandbox/main.ts'],
    cwd: root,
    env: {
      ...options.env,
      SANDBOX_PORT: new URL(options.sandboxUrl).port,
      SANDBOX_MAIL_PORT: new URL(options.mailUrl).port,
      SANDBOX_STATE_PATH: path.resolve(options.dataDir, 'sandbox.json'),
      SANDBOX_WEBHOOK_URL: `${options.shopUrl}/api/webhooks/stripe`,
      SANDBOX_SHOP_URL: options.shopUrl,
      SANDBOX_PRICES: JSON.stringify(sandboxPrices(catalogSource)),
    },
    onLine: (line) => options.onLine('sandbox', line),
  });
  running.addChild('sandbox', child);
  await untilAnswering('sandbox', options.sandboxUrl, child);
}

/**
 * The secret the sandbox signs with when it notifies through `npm run stripe:listen`, so that the shop can accept both
 * without anybody copying it over.
 */
export async function listenerSecret(sandboxUrl: string, apiKey: string): Promise<string> {
  const answer = await fetch(`${sandboxUrl}/v1/stripecli/sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    body: new URLSearchParams({ device_name: listenerName, 'websocket_features[]': 'webhooks' }),
  });
  return ListenerSession.parse(await answer.json()).secret;
}

const ListenerSession = z.object({ secret: z.string().startsWith('whsec_') });

export type ShopOptions = {
  shopUrl: string;
  env: Environment;
  mode: 'production' | 'development';
  onLine: OnLine;
};

/** Starts the Next server, and resolves when it answers. */
export async function startShop(options: ShopOptions, running: RunningParts): Promise<Child> {
  const { port } = new URL(options.shopUrl);
  const command = options.mode === 'production' ? 'start' : 'dev';
  // A shop that takes play money is nobody else's business on this network.
  const host = isDeployment(options.env) ? [] : ['--hostname', '127.0.0.1'];
  const child = startChild({
    args: [nextProgram(), command, '--port', port, ...host],
    cwd: root,
    env: { ...options.env, NODE_ENV: options.mode, PORT: port, NEXT_TELEMETRY_DISABLED: '1' },
    onLine: (line) => options.onLine('shop', line),
  });
  running.addChild('shop', child);
  await untilAnswering('shop', options.shopUrl, child);
  return child;
}

/** Any answer counts, an error page too: whether the shop is healthy is not the question here. */
async function untilAnswering(name: string, url: string, child: Child): Promise<void> {
  const deadline = performance.now() + startTimeoutMs;
  while (!child.hasEnded() && performance.now() < deadline) {
    const answer = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.timeout(startTimeoutMs),
    }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer) return;
    await wait(50);
  }
  const what = child.hasEnded() ? 'could not start' : `did not answer within ${startTimeoutMs / 1000} s`;
  throw new SetupError(`The ${name} ${what}. It said last:\n${child.lastLines()}`);
}
