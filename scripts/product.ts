/** The whole product on embedded defaults: database, provider world and shop. For `npm start`, the soak and the e2e tests. */
import * as fs from 'node:fs';
import path from 'node:path';
import { catalogSource } from '#config/catalog.ts';
import { EnvError, loadEnv } from '#libs/Env.ts';
import type { Child } from './child.ts';
import {
  type Environment,
  embeddedVariables,
  type Group,
  missingGroups,
  needsSandbox,
  storageTarget,
} from './embedded-env.ts';
import { localSecrets, readConfiguration } from './local-configuration.ts';
import { freePort } from './ports.ts';
import {
  listenerSecret,
  migrate,
  type OnLine,
  openDatabase,
  type ShopOptions,
  startSandbox,
  startShop,
} from './product-parts.ts';
import { build, isBuilt } from './production-build.ts';
import { type RunningParts, runningParts } from './running-parts.ts';
import { explainWrite, SetupError } from './setup-error.ts';
import type { StoreKind } from './store-kind.ts';

export type ProductOptions = {
  /** Holds the database, the sandbox's state and the local secrets; made when it is not there. */
  dataDir: string;
  /** A port that is not named is chosen freely. */
  ports?: { shop?: number | undefined; sandbox?: number | undefined; mail?: number | undefined };
  /** Variables on top of those of the process. */
  env?: Environment;
  /** Reads the .env files of the checkout as well; tests do without, so that they are the same everywhere. */
  readEnvFiles?: boolean;
  mode?: 'production' | 'development';
  /** The kind of storage, instead of the configured one; Firestore means Google's emulator unless an account is configured. */
  store?: StoreKind | undefined;
  /** Builds when `.next` does not match the sources; otherwise the bundle that is there is started. */
  build?: boolean;
  /** One line per step, in plain words. */
  report?: (line: string) => void;
  /** What the programs write, line by line. */
  onLine?: OnLine;
  /** Told the process ids whenever they change, for whoever cleans up after a killed parent. */
  onPids?: (pids: readonly number[]) => void;
  /** Gives up and stops what was started. */
  signal?: AbortSignal;
};

export type Product = {
  readonly shopUrl: string;
  /** Undefined when every provider is configured for real. */
  readonly sandboxUrl: string | undefined;
  readonly databaseUrl: string | undefined;
  /** Where the emulator is, when the product runs on it. */
  readonly firestore: { readonly host: string; readonly projectId: string } | undefined;
  /** What the shop was started with. */
  readonly env: Environment;
  /** The groups that run on embedded defaults. */
  readonly filled: readonly Group[];
  readonly app: {
    pid(): number;
    /** Kills the shop alone, and resolves when it is gone. */
    kill(signal: NodeJS.Signals): Promise<void>;
    /** Starts the shop again on the same port, with the same environment. */
    restart(): Promise<void>;
  };
  /** Resolves with a sentence when a part ends that nobody stopped. */
  readonly failed: Promise<string>;
  /** Stops everything, the database last. */
  stop(): Promise<void>;
};

const root = path.dirname(import.meta.dirname);

/** Starts the product and resolves when the shop answers. Throws SetupError; nothing keeps running then. */
export async function startProduct(options: ProductOptions): Promise<Product> {
  const running = runningParts();
  options.signal?.addEventListener('abort', () => void running.stop());
  try {
    return await start(options, running);
  } catch (error) {
    await running.stop();
    throw error;
  }
}

async function start(options: ProductOptions, running: RunningParts): Promise<Product> {
  const { report = () => {}, onLine = () => {}, mode = 'production', dataDir } = options;
  const step = (line: string) => {
    options.signal?.throwIfAborted();
    options.onPids?.(running.pids());
    if (line) report(line);
  };
  const plan = await makePlan(options);
  const env: Record<string, string | undefined> = { ...plan.configured, ...plan.added };
  refuseUnusable(env);
  const onFirestore = storageTarget(env) === 'firestore';
  if (plan.filled.includes('database')) {
    step(`starting ${onFirestore ? 'the Firestore emulator' : 'the embedded Postgres'}`);
    Object.assign(
      env,
      await openDatabase({ dataDir, env, emulatorHost: plan.configured.FIRESTORE_EMULATOR_HOST }, running),
    );
  }
  if (env.DATABASE_URL && !onFirestore) {
    step('bringing the database up to date');
    await migrate(env, onLine);
  }
  if (plan.sandboxUrl !== undefined) {
    step('starting the sandbox, which plays Stripe, Klaviyo and a mail server');
    const { shopUrl, sandboxUrl, mailUrl } = plan;
    await startSandbox({ dataDir, env, onLine, shopUrl, sandboxUrl, mailUrl }, running);
    if (plan.filled.includes('stripe')) {
      const forwarded = await listenerSecret(plan.sandboxUrl, env.STRIPE_SECRET_KEY ?? '');
      env.STRIPE_WEBHOOK_SECRET = `${env.STRIPE_WEBHOOK_SECRET},${forwarded}`;
    }
  }
  if (mode === 'production' && options.build && !isBuilt()) {
    step('building the shop for production, which takes about half a minute');
    await buildAsPart(running);
  }
  step('starting the shop');
  const shop = { shopUrl: plan.shopUrl, env, mode, onLine };
  const first = await startShop(shop, running);
  step('');
  const { shopUrl, sandboxUrl, filled } = plan;
  const app = appHandle({ first, shop, running, onPids: options.onPids ?? (() => {}) });
  return {
    shopUrl,
    sandboxUrl,
    filled,
    env,
    app,
    databaseUrl: onFirestore ? undefined : env.DATABASE_URL,
    firestore: onFirestore ? emulatorOf(env) : undefined,
    failed: running.failed,
    stop: running.stop,
  };
}

function emulatorOf(env: Environment): Product['firestore'] {
  const { FIRESTORE_EMULATOR_HOST: host, FIREBASE_PROJECT_ID: projectId } = env;
  return host && projectId ? { host, projectId } : undefined;
}

/** What is configured, what is added to it, and where everything will listen. */
async function makePlan(options: ProductOptions) {
  const mode = options.mode ?? 'production';
  const base = options.readEnvFiles ? readConfiguration(root, mode) : process.env;
  const chosen = options.store ? { DATABASE_STORAGE_TARGET: options.store } : {};
  const configured: Environment = { ...base, ...options.env, ...chosen };
  const filled = missingGroups(configured);
  const shopUrl = `http://127.0.0.1:${options.ports?.shop ?? (await freePort())}`;
  const sandboxUrl = `http://127.0.0.1:${options.ports?.sandbox ?? (await freePort())}`;
  const mailUrl = `smtp://127.0.0.1:${options.ports?.mail ?? (await freePort())}`;
  const colours = catalogSource.offers.flatMap((offer) => offer.variants.map((variant) => variant.id));
  const secrets = openFolder(options.dataDir);
  // The database's address is known once it runs; a place for the emulator has to be named for the configuration to be whole.
  const unknown = { databaseUrl: '', firestoreHost: '127.0.0.1:1' };
  const urls = { shopUrl, sandboxUrl, mailUrl };
  const added = embeddedVariables(configured, { ...urls, ...unknown, secrets, colours });
  return { configured, added, filled, ...urls, sandboxUrl: needsSandbox(filled) ? sandboxUrl : undefined };
}

/** The shop would refuse as well, but only after everything else has been started. */
function refuseUnusable(env: Environment): void {
  try {
    loadEnv(env);
  } catch (error) {
    throw error instanceof EnvError ? new SetupError(error.message) : error;
  }
}

function openFolder(dataDir: string) {
  try {
    fs.mkdirSync(dataDir, { recursive: true });
    fs.accessSync(dataDir, fs.constants.W_OK);
    return localSecrets(dataDir);
  } catch (error) {
    throw explainWrite(error, path.resolve(dataDir));
  }
}

async function buildAsPart(running: RunningParts): Promise<void> {
  try {
    await build({
      onLine: () => {},
      onStart: (child) => {
        running.add({ pid: () => child.pid, stop: child.stop });
        void child.ended.then(() => running.forget(child));
      },
    });
  } catch (error) {
    throw explainWrite(error, path.join(root, '.next'));
  }
}

type AppParts = {
  first: Child;
  shop: ShopOptions;
  running: RunningParts;
  onPids: (pids: readonly number[]) => void;
};

function appHandle({ first, shop, running, onPids }: AppParts): Product['app'] {
  let current = first;
  return {
    pid: () => current.pid,
    async kill(signal) {
      running.forget(current);
      current.kill(signal);
      await current.ended;
    },
    async restart() {
      if (!current.hasEnded())
        throw new SetupError('The shop is still running; kill it before starting it again.');
      current = await startShop(shop, running);
      onPids(running.pids());
    },
  };
}
