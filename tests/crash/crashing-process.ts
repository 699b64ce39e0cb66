import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { StorePlace } from '#tests/setup/store-place.ts';

export type CrashingProcess = {
  readonly url: string;
  readonly pid: number;
  /** Resolves with the boundary at which it crashed or stopped, or null when it ended otherwise. */
  readonly crashed: Promise<string | null>;
  /** Where it crashed, when it has. */
  readonly crashedAt: () => string | null;
  readonly ended: Promise<void>;
  /** Kills it if it still runs. */
  end(): Promise<void>;
};

const root = path.resolve(import.meta.dirname, '../..');

type Program = { readonly folder: string; readonly file: string };

let program: Promise<Program> | undefined;

/** Dozens of these processes start one after the other: as one file that is compiled already each of them is up ten times as fast. */
async function bundled(): Promise<Program> {
  // Inside the checkout, so that what is left out of the file is found.
  const cache = path.join(root, 'node_modules/.cache');
  fs.mkdirSync(cache, { recursive: true });
  const folder = fs.mkdtempSync(path.join(cache, 'rolitt-crash-'));
  const file = path.join(folder, 'pipeline-server.cjs');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'pipeline-server.ts')],
    outfile: file,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    // Loaded from the checkout by the few that need it, instead of being read by all.
    external: ['firebase-admin', 'nodemailer', '#emails/render.ts'],
    logLevel: 'error',
  });
  return { folder, file };
}

/** Takes away the file they started from; for the end of every test file that starts some. */
export async function discardProgram(): Promise<void> {
  const made = await program;
  program = undefined;
  if (made) fs.rmSync(made.folder, { recursive: true, force: true });
}

type Options = { place: StorePlace; sandboxUrl: string; crashAt: number | string; signal?: NodeJS.Signals };

/** Starts the pipeline in a process of its own that ends itself at the nth boundary, counted from 0, or at the first of a name. */
export async function startCrashing({
  place,
  sandboxUrl,
  crashAt,
  signal = 'SIGKILL',
}: Options): Promise<CrashingProcess> {
  program ??= bundled();
  const { folder, file } = await program;
  const child = spawn(process.execPath, [file], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: path.join(folder, 'compiled'),
      STORE_PLACE: JSON.stringify(place),
      SANDBOX_URL: sandboxUrl,
      CRASH_AT: String(crashAt),
      CRASH_SIGNAL: signal,
    },
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let boundary: string | null = null;
  const crash = Promise.withResolvers<string | null>();
  void ended.then(() => crash.resolve(boundary));
  const port = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [word, ...rest] = line.split(' ');
      if (word === 'ready') resolve(rest.join(''));
      if (word !== 'crash') return;
      boundary = rest.join(' ');
      crash.resolve(boundary);
    });
    void ended.then(() => reject(new Error('The pipeline ended before it was ready.')));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    crashed: crash.promise,
    crashedAt: () => boundary,
    ended,
    end: () => kill(child, ended),
  };
}

async function kill(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await ended;
}
