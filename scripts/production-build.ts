/** The production bundle: whether it still matches the sources, and how to build it. */
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Child, startChild } from './child.ts';
import { SetupError } from './setup-error.ts';

const root = path.dirname(import.meta.dirname);
const stamp = path.join(root, '.next', 'source-fingerprint');

/** What the bundle is made of. */
const sources = [
  'src',
  'public',
  'next.config.mjs',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
];

/** The program behind the `next` command; run directly, so that signals reach it and nobody else. */
export const nextProgram = (): string => createRequire(import.meta.url).resolve('next/dist/bin/next');

function* filesBelow(entry: string): Generator<string> {
  if (!fs.existsSync(entry)) return;
  if (!fs.statSync(entry).isDirectory()) {
    yield entry;
    return;
  }
  for (const name of fs.readdirSync(entry).sort()) yield* filesBelow(path.join(entry, name));
}

/** A digest of everything that goes into the bundle. */
function sourceFingerprint(folder = root): string {
  const digest = createHash('sha256');
  for (const source of sources) {
    for (const file of filesBelow(path.join(folder, source))) {
      if (file.includes('.test.')) continue;
      digest.update(path.relative(folder, file)).update('\0').update(fs.readFileSync(file)).update('\0');
    }
  }
  // Next writes these into the bundle as they are at build time.
  const inlined = Object.entries(process.env).filter(([name]) => name.startsWith('NEXT_PUBLIC_'));
  return digest.update(JSON.stringify(inlined.sort())).digest('hex');
}

/** Whether `.next` holds a bundle of exactly these sources. */
export const isBuilt = (): boolean =>
  fs.existsSync(path.join(root, '.next', 'BUILD_ID')) &&
  fs.existsSync(stamp) &&
  fs.readFileSync(stamp, 'utf8') === sourceFingerprint();

export type BuildOptions = {
  onLine: (line: string) => void;
  /** Told about the process, so that it can be stopped from outside. */
  onStart?: (child: Child) => void;
};

/** Runs `next build`. Throws SetupError with its output when it fails. */
export async function build(options: BuildOptions): Promise<void> {
  const fingerprint = sourceFingerprint();
  const child = startChild({
    args: [nextProgram(), 'build'],
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    onLine: options.onLine,
  });
  options.onStart?.(child);
  const { code } = await child.ended;
  if (code !== 0) throw new SetupError(`The production build failed. It said last:\n${child.lastLines()}`);
  fs.writeFileSync(stamp, fingerprint);
}
