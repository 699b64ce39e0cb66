/**
 * Runs one of the commands with the environment `npm start` would give it, so that `npm run doctor` and its like work on
 * a laptop where nothing is configured: `node scripts/with-environment.ts src/commands/doctor.ts`.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { catalogSource } from '#config/catalog.ts';
import { type Environment, embeddedVariables, missingGroups } from './embedded-env.ts';
import { localSecrets, readConfiguration } from './local-configuration.ts';
import { openDatabase } from './product-parts.ts';
import { liveRun } from './running-file.ts';
import { runningParts } from './running-parts.ts';
import { runMain, SetupError } from './setup-error.ts';

const root = path.dirname(import.meta.dirname);
const dataDir = path.join(root, '.data');

async function main(): Promise<void> {
  const [program, ...args] = process.argv.slice(2);
  if (!program) throw new SetupError('Name the program to run: node scripts/with-environment.ts <file>');
  const configured = readConfiguration(root, 'production');
  const groups = missingGroups(configured);
  const run = liveRun(dataDir);
  const running = runningParts();
  // The command line of Stripe has no use for a database.
  const usesDatabase = groups.includes('database') && program.startsWith('src/');
  try {
    const databaseUrl = usesDatabase ? await openDatabase(dataDir, running) : '';
    const env = groups.length === 0 ? configured : { ...configured, ...embedded(configured, databaseUrl) };
    process.exitCode = await runProgram([program, ...args], env);
  } finally {
    // A database that was running before belongs to `npm start`.
    if (!run) await running.stop();
  }
}

function embedded(configured: Environment, databaseUrl: string): Record<string, string> {
  const run = liveRun(dataDir);
  return embeddedVariables(configured, {
    shopUrl: run?.shopUrl ?? `http://127.0.0.1:${configured.PORT ?? 3000}`,
    sandboxUrl: run?.sandboxUrl ?? `http://127.0.0.1:${configured.SANDBOX_PORT ?? 4010}`,
    databaseUrl,
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
