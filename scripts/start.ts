/** `npm start` and `npm run dev`: the whole product in one terminal, on embedded defaults where nothing is configured. */
import * as fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startCron } from './cron.ts';
import { type Environment, isDeployment } from './embedded-env.ts';
import { readConfiguration } from './local-configuration.ts';
import { isBusy } from './ports.ts';
import { type Product, startProduct } from './product.ts';
import { claimFolder, removeRunning, writeRunning } from './running-file.ts';
import { explainWrite, runMain, SetupError } from './setup-error.ts';
import { type StoreKind, storeKind } from './store-kind.ts';
import { welcome } from './welcome.ts';

const root = path.dirname(import.meta.dirname);
const dataDir = path.join(root, '.data');
const say = (line: string) => console.log(`start: ${line}`);

async function main(): Promise<void> {
  const { mode, store } = readOptions(process.argv.slice(2));
  const configured = readConfiguration(root, mode);
  makeDataFolder();
  await claimFolder(dataDir);
  const ports = await reservePorts(configured, mode);
  const stopping = stopOnSignal();
  try {
    const product = await startProduct({
      dataDir,
      ports,
      mode,
      store,
      build: true,
      readEnvFiles: true,
      signal: stopping.signal,
      report: say,
      onLine: (program, line) => program !== 'migrations' && console.log(`${program} | ${line}`),
      onPids: (pids) => writeRunning(dataDir, { pid: process.pid, pids: [...pids], store, ...urls(ports) }),
    });
    await runUntilStopped(product, stopping);
  } catch (error) {
    // Whatever was interrupted says so in words of its own, which nobody needs.
    if (!stopping.signal.aborted) throw error;
  } finally {
    removeRunning(dataDir);
  }
  if (stopping.signal.aborted) say('everything is stopped; the data is kept in .data/');
}

type Mode = 'development' | 'production';

const usage = 'Usage: npm start -- [--store=postgres|firestore], and the same with npm run dev';

/** Reads the command line. Throws SetupError with the usage when it makes no sense. */
function readOptions(argv: string[]): { mode: Mode; store: StoreKind | undefined } {
  const options = { dev: { type: 'boolean' }, store: { type: 'string' } } as const;
  try {
    const { values } = parseArgs({ args: argv, options });
    return { mode: values.dev ? 'development' : 'production', store: storeKind(values.store) };
  } catch (error) {
    throw new SetupError(`${error instanceof Error ? error.message : error}\n${usage}`);
  }
}

const urls = (ports: { shop: number; sandbox: number; mail: number }) => ({
  shopUrl: `http://127.0.0.1:${ports.shop}`,
  sandboxUrl: `http://127.0.0.1:${ports.sandbox}`,
  mailUrl: `smtp://127.0.0.1:${ports.mail}`,
});

async function runUntilStopped(product: Product, stopping: Stopping): Promise<void> {
  console.log(welcome(product));
  const { CRON_SECRET: secret } = product.env;
  const cron = secret ? startCron(product.shopUrl, secret) : undefined;
  const failure = await Promise.race([product.failed, stopping.asked]);
  cron?.stop();
  if (failure !== undefined) say('stopping everything');
  await product.stop();
  if (failure !== undefined) throw new SetupError(failure);
}

type Stopping = { signal: AbortSignal; asked: Promise<undefined> };

/** The first Ctrl-C stops in order; the ones after it change nothing, because everything is stopping already. */
function stopOnSignal(): Stopping {
  const controller = new AbortController();
  const { promise: asked, resolve } = Promise.withResolvers<undefined>();
  const stop = () => {
    if (!controller.signal.aborted) say('stopping everything');
    controller.abort();
    resolve(undefined);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  return { signal: controller.signal, asked };
}

function makeDataFolder(): void {
  try {
    fs.mkdirSync(dataDir, { recursive: true });
    fs.accessSync(dataDir, fs.constants.W_OK);
  } catch (error) {
    throw explainWrite(error, root);
  }
}

/** Only the shop itself listens where the owner configured everything. */
async function reservePorts(configured: Environment, mode: Mode) {
  const reserve = (variable: string, fallback: number) =>
    reservePort({ variable, configured: configured[variable], fallback, mode });
  const shop = await reserve('PORT', 3000);
  if (isDeployment(configured)) return { shop, sandbox: 4010, mail: 4025 };
  return {
    shop,
    sandbox: await reserve('SANDBOX_PORT', 4010),
    mail: await reserve('SANDBOX_MAIL_PORT', 4025),
  };
}

type Port = { variable: string; configured: string | undefined; fallback: number; mode: Mode };

async function reservePort({ variable, configured, fallback, mode }: Port): Promise<number> {
  const port = Number(configured ?? fallback);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SetupError(`${variable} is "${configured}", which is not a port between 1 and 65535.`);
  }
  if (!(await isBusy(port))) return port;
  throw new SetupError(
    `Port ${port} is in use by another program. Stop that program, or choose another port: ` +
      `${variable}=${port + 100} npm ${mode === 'development' ? 'run dev' : 'start'}`,
  );
}

await runMain(main);
