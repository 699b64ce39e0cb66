import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export type Ended = { readonly code: number | null; readonly output: string };

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
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [path.join(root, 'src/commands', `${name}.ts`), ...args], {
    cwd: root,
    // Next narrows the type of NODE_ENV for the whole project, and a command needs none.
    env: { PATH, HOME, LOG_LEVEL: 'error', ...variables } as unknown as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  // A command that has ended takes no more input.
  child.stdin.on('error', () => {});
  return {
    pid: child.pid ?? 0,
    output: () => output,
    kill: (signal) => void child.kill(signal),
    enter: () => void child.stdin.write('\n'),
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, output }))),
  };
}

/** Runs a command of `src/commands` to its end. */
export const runCommand = (
  name: string,
  variables: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<Ended> => startCommand(name, variables, ...args).ended;
