import { spawn } from 'node:child_process';
import path from 'node:path';
import { sessionSecret, webhookSecret } from '#tests/factories.ts';
import { priceMap } from '#tests/test-context.ts';

const root = path.resolve(import.meta.dirname, '../..');

export type Ended = {
  readonly code: number | null;
  /** Both outputs as they came. */
  readonly output: string;
  /** The standard output alone: what a person reads. */
  readonly words: string;
};

export type RunningCommand = {
  readonly pid: number;
  /** What it has said so far. */
  output(): string;
  kill(signal: NodeJS.Signals): void;
  /** Presses Enter. */
  enter(): void;
  readonly ended: Promise<Ended>;
};

/** Starts a command of `src/commands` with these variables and no others of ours. */
export function startCommand(
  name: string,
  variables: Readonly<Record<string, string>>,
  ...args: string[]
): RunningCommand {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE } = process.env;
  const child = spawn(process.execPath, [path.join(root, 'src/commands', `${name}.ts`), ...args], {
    cwd: root,
    // Next narrows the type of NODE_ENV for the whole project, and a command needs none.
    env: { PATH, HOME, NODE_COMPILE_CACHE, LOG_LEVEL: 'error', ...variables } as unknown as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  let words = '';
  child.stdout.on('data', (text) => (words += text));
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  // A command that has ended takes no more input.
  child.stdin.on('error', () => {});
  return {
    pid: child.pid ?? 0,
    output: () => output,
    kill: (signal) => void child.kill(signal),
    enter: () => void child.stdin.write('\n'),
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, output, words }))),
  };
}

/** What a shop on the local Stripe has in its environment. */
export const shopVariables = ({
  sandbox,
  database,
}: {
  sandbox: { url: string };
  database: { url: string };
}) => ({
  STRIPE_SECRET_KEY: 'sk_test_unit_0000000000',
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  STRIPE_API_BASE: sandbox.url,
  STRIPE_PRODUCT_ID: 'prod_rolitt',
  SESSION_SECRET: sessionSecret,
  COLOR_PRICE_MAP_JSON: JSON.stringify(priceMap),
  DATABASE_URL: database.url,
});

/** Runs a command of `src/commands` to its end. */
export const runCommand = (
  name: string,
  variables: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<Ended> => startCommand(name, variables, ...args).ended;
