import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export type Ended = { readonly code: number | null; readonly output: string };

/** Runs a command of `src/commands` with these variables and no others of ours. */
export function runCommand(
  name: string,
  variables: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [path.join(root, 'src/commands', `${name}.ts`), ...args], {
    cwd: root,
    // Next narrows the type of NODE_ENV for the whole project, and a command needs none.
    env: { PATH, HOME, LOG_LEVEL: 'error', ...variables } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
