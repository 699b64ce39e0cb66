import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { median } from '../blocks.ts';
import { atMost, type Result } from '../result.ts';

const root = path.resolve(import.meta.dirname, '../..');
const attempts = 15;

/** How long a fresh process takes to load the webhook route, against the database packages alone. */
export async function measureImportTime(): Promise<Result[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-bundles-'));
  try {
    const route = await bundle(folder, 'route', 'src/app/api/webhooks/stripe/route.ts');
    const database = await bundle(folder, 'database', 'bench/programs/database-alone.ts');
    const times: { route: number; database: number }[] = [];
    for (let attempt = 0; attempt < attempts; attempt++) {
      times.push({ route: importTime(route), database: importTime(database) });
    }
    const ours = median(times.map((time) => time.route));
    const theirs = median(times.map((time) => time.database));
    const details = `${ours.toFixed(1)} ms ÷ ${theirs.toFixed(1)} ms, ${size(route)} and ${size(database)} kB loaded`;
    return [
      atMost(
        'import of the webhook route’s bundle ÷ of postgres + drizzle alone',
        2,
        { ratio: ours / theirs },
        details,
      ),
    ];
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The server has loaded Next itself long before a route; what counts is what the route adds. */
const nextIsThere: Plugin = {
  name: 'next-is-there',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^next\// }, ({ path: name }) => ({ path: name, namespace: 'next' }));
    onLoad({ filter: /.*/, namespace: 'next' }, () => ({
      contents: 'export const after = (work) => work();',
    }));
  },
};

async function bundle(folder: string, name: string, entry: string): Promise<string> {
  const outdir = path.join(folder, name);
  await build({
    entryPoints: [path.join(root, entry)],
    outdir,
    absWorkingDir: root,
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    outExtension: { '.js': '.mjs' },
    plugins: [nextIsThere],
    banner: {
      js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
    },
    logLevel: 'error',
  });
  return path.join(outdir, `${path.basename(entry, '.ts')}.mjs`);
}

function importTime(file: string): number {
  const code = `const start = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(performance.now() - start); process.exit()`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, NODE_ENV: 'production' },
  });
  if (status !== 0) throw new Error(`${file} could not be imported:\n${stderr}`);
  return Number(stdout);
}

/** Kilobytes of a bundle and everything it imports at once. */
function size(file: string, seen = new Set<string>()): number {
  if (seen.has(file)) return 0;
  seen.add(file);
  const text = fs.readFileSync(file, 'utf8');
  const imported = [...text.matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)];
  const rest = imported.map(([, name]) => size(path.resolve(path.dirname(file), name ?? ''), seen));
  return Math.round(text.length / 1000) + rest.reduce((sum, kilobytes) => sum + kilobytes, 0);
}
