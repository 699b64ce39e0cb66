/**
 * Runs one of the commands with the environment `npm start` would give it, so that `npm run doctor` and its like work on
 * a laptop where nothing is configured: `node scripts/with-environment.ts src/commands/doctor.ts`.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { catalogSource } from '#config/catalog.ts';
import { type Environment, embeddedVariables, missingGroups, storageTarget } from './embedded-env.ts';
import { localSecrets, readConfiguration } from './local-configuration.ts';
import { openDatabase } from './product-parts.ts';
import { liveRun } from './running-file.ts';
import { type RunningParts, runningParts } from './running-parts.ts';
import { runMain, SetupError } from './setup-error.ts';
import { storeKinds } from './store-kind.ts';

const root = path.dirname(import.meta.dirname);
const dataDir = path.join(root, '.data');

async function main(): Promise<void> {
  const [program, ...args] = process.argv.slice(2);
  if (!program) throw new SetupError('Name the program to run: node scripts/with-environment.ts <file>');
  const running = runningParts();
  try {
    process.exitCode = await runProgram([program, ...args], await environmentOf(program, running));
  } finally {
    await running.stop();
  }
}

/** A move is the one that has two databases; the command line of Stripe has no use for any. */
const kindsOf = (program: string, configured: Environment): readonly string[] =>
  program === 'src/commands/store-migrate.ts'
    ? storeKinds
    : program.startsWith('src/')
      ? [storageTarget(configured)]
      : [];

/** The variables for a program, after what it needs was started. */
async function environmentOf(program: string, running: RunningParts): Promise<Environment> {
  const run = liveRun(dataDir);
  const configured = configuration(run?.store);
  let env = { ...configured, ...embedded(configured) };
  for (const kind of kindsOf(program, configured)) {
    const wanted = { ...configured, DATABASE_STORAGE_TARGET: kind };
    if (!missingGroups(wanted).includes('database')) continue;
    const place = { ...wanted, ...embedded(wanted) };
    const emulatorHost = configured.FIRESTORE_EMULATOR_HOST;
    // A database that was running before belongs to `npm start`.
    const options = { dataDir, env: place, emulatorHost, leaveRunning: run !== undefined };
    env = { ...env, ...place, ...(await openDatabase(options, running)) };
  }
  return { ...env, DATABASE_STORAGE_TARGET: storageTarget(configured) };
}

/** What is configured, with the kind of storage that is in use where none is. */
function configuration(inUse: string | undefined): Environment {
  const configured = readConfiguration(root, 'production');
  if (configured.DATABASE_STORAGE_TARGET || !inUse) return configured;
  return { ...configured, DATABASE_STORAGE_TARGET: inUse };
}

function embedded(configured: Environment): Record<string, string> {
  if (missingGroups(configured).length === 0) return {};
  const run = liveRun(dataDir);
  return embeddedVariables(configured, {
    shopUrl: run?.shopUrl ?? `http://127.0.0.1:${configured.PORT ?? 3000}`,
    sandboxUrl: run?.sandboxUrl ?? `http://127.0.0.1:${configured.SANDBOX_PORT ?? 4010}`,
    mailUrl: run?.mailUrl ?? `smtp://127.0.0.1:${configured.SANDBOX_MAIL_PORT ?? 4025}`,
    databaseUrl: '',
    firestoreHost: '',
    secrets: localSecrets(dataDir),
    colours: catalogSource.offers.flatMap((offer) => offer.variants.map((variant) => variant.id)),
  });
}

/** Ctrl-C reaches the program directly, so that it can end in its own way; this one waits for it. */
function runProgram(args: readonly string[], env: Environment): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 130 : 1)));
  });
}

await runMain(main);
