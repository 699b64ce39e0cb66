/** What every measure stands on: a folder, the databases, the settings of the product, and the servers it started. */
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { catalogSource } from '#config/catalog.ts';
import { sandboxPriceId, sandboxProductId } from '#scripts/embedded-env.ts';
import type { Pace } from './blocks.ts';
import { type Databases, openDatabases } from './databases.ts';
import { webhookSecret } from './deliveries.ts';
import { type Program, startProgram } from './programs.ts';
import { openProviderWorld, type ProviderWorld } from './provider-world.ts';

export type Stand = {
  readonly databases: Databases;
  readonly provider: ProviderWorld;
  readonly pace: Pace;
  readonly quick: boolean;
  /** The product's settings for a database; the outbox is not drained, for the load is about taking events in. */
  settings(databaseUrl: string): Record<string, string>;
  start(
    name: string,
    args: string | ((port: number) => readonly string[]),
    env: Record<string, string>,
  ): Promise<Program>;
  close(): Promise<void>;
};

/** Connections to the database for every server measured, ours and others'. */
const poolSize = 5;

export async function openStand({ quick }: { quick: boolean }): Promise<Stand> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-bench-'));
  const databases = await openDatabases(folder);
  const provider = await openProviderWorld();
  const programs: Program[] = [];
  const pace = quick
    ? { blockSeconds: 1, warmUpSeconds: 1, rounds: 1, folder }
    : { blockSeconds: 3, warmUpSeconds: 3, rounds: 2, folder };
  return {
    databases,
    provider,
    pace,
    quick,
    settings: (databaseUrl) => settings(databaseUrl, provider.url),
    async start(name, args, env) {
      const program = await startProgram({
        args: typeof args === 'string' ? () => [args] : args,
        env,
        logFile: path.join(folder, `${name}.log`),
      });
      programs.push(program);
      return program;
    },
    async close() {
      await Promise.all(programs.map((program) => program.stop()));
      await provider.close();
      await databases.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function settings(databaseUrl: string, providerUrl: string): Record<string, string> {
  const colours = catalogSource.offers.flatMap((offer) => offer.variants.map(({ id }) => id));
  return {
    APP_ENV: 'sandbox',
    APP_URL: 'http://127.0.0.1:3000',
    SANDBOX_URL: providerUrl,
    SESSION_SECRET: 'bench_session_secret_0123456789abcdef',
    CRON_SECRET: 'bench_cron_secret_0123456789abcdef',
    STRIPE_SECRET_KEY: 'sk_test_bench',
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_PRODUCT_ID: sandboxProductId,
    STRIPE_API_BASE: providerUrl,
    COLOR_PRICE_MAP_JSON: JSON.stringify(Object.fromEntries(colours.map((id) => [id, sandboxPriceId(id)]))),
    KLAVIYO_API_KEY: 'pk_bench',
    KLAVIYO_API_BASE: `${providerUrl}/klaviyo`,
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_SIZE: String(poolSize),
    OUTBOX_DRAIN: 'cron-only',
  };
}
