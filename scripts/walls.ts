/** Which imports cross a wall of the architecture: dependency-cruiser's answer, typed. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import path from 'node:path';
import { parseSync } from '@swc/core';
import { z } from 'zod';

const root = path.dirname(import.meta.dirname);

const Cruise = z.object({
  modules: z.array(
    z.object({ source: z.string(), dependencies: z.array(z.object({ resolved: z.string() })) }),
  ),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

export type Crossing = { readonly rule: string; readonly from: string; readonly to: string };

export type Walls = {
  /** Source files that were read, packages left out. */
  readonly modules: readonly string[];
  /** `from -> to` for every import that was seen. */
  readonly edges: ReadonlySet<string>;
  readonly crossings: readonly Crossing[];
};

const hidden = 'no-hidden-imports';
const rooms = ['src', 'sandbox', 'scripts', 'tests', 'bench'];

/** Reads every import below a folder and answers those the rules forbid. Throws when the tool itself fails. */
export function readWalls(folder = root): Walls {
  const cli = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = path.join(root, '.dependency-cruiser.mjs');
  const there = rooms.filter((room) => fs.existsSync(path.join(folder, room)));
  const run = spawnSync(process.execPath, [cli, '--config', config, '--output-type', 'json', ...there], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  if (run.stdout === '') throw new Error(`dependency-cruiser failed: ${run.stderr}`);
  const { modules, summary } = Cruise.parse(JSON.parse(run.stdout));
  const ours = modules.filter(({ source }) => rooms.some((room) => source.startsWith(`${room}/`)));
  return {
    modules: ours.map(({ source }) => source),
    edges: new Set(
      ours.flatMap((module) => module.dependencies.map((to) => `${module.source} -> ${to.resolved}`)),
    ),
    crossings: [
      ...summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
      ...ours.flatMap(({ source }) => hiddenImports(folder, source)),
    ],
  };
}

/** A type written as `import('…').Name` is an import the cruiser does not see; `import type` says the same in the open. */
function hiddenImports(folder: string, source: string): Crossing[] {
  if (!/\.tsx?$/.test(source)) return [];
  const text = fs.readFileSync(path.join(folder, source), 'utf8');
  if (!text.includes('import(')) return [];
  const found: Crossing[] = [];
  const program = parseSync(text, { syntax: 'typescript', tsx: source.endsWith('x'), target: 'es2024' });
  JSON.stringify(program, (_, node) => {
    if (node?.type === 'TsImportType') {
      found.push({ rule: hidden, from: source, to: String(node.argument?.value) });
    }
    return node;
  });
  return found;
}

/** The names of all rules, those of the cruiser and our own. */
export async function ruleNames(): Promise<string[]> {
  const config = z.object({ default: z.object({ forbidden: z.array(z.object({ name: z.string() })) }) });
  const { default: rules } = config.parse(await import(path.join(root, '.dependency-cruiser.mjs')));
  return [...rules.forbidden.map(({ name }) => name), hidden];
}
