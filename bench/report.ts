import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Result } from './result.ts';

export type Circumstances = {
  readonly date: string;
  readonly commit: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly postgres: string;
  readonly load: string;
  /** Load average of the minute before the run. */
  readonly busy?: number;
};

/** The machine, the versions and the commit of this run; a commit with changes on top is marked. */
export function circumstances(postgresVersion: string, load: string): Omit<Circumstances, 'busy'> {
  const changed = git('status', '--porcelain', '--', 'src', 'migrations', 'bench/*.ts') !== '';
  return {
    date: new Date().toISOString(),
    commit: `${git('rev-parse', '--short', 'HEAD') || 'unknown'}${changed ? ' with changes' : ''}`,
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    postgres: postgresVersion,
    load,
  };
}

/** What git says, or nothing where there is no repository. */
function git(...args: string[]): string {
  const { stdout, status } = spawnSync('git', args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '';
}

/** The table, as Markdown that reads well in a terminal. */
export function table(results: readonly Result[]): string {
  const figure = ({ ratio, value, unit }: Result) => String(ratio ?? `${value} ${unit}`);
  const rows = results.map((result) => [
    result.name,
    figure(result),
    result.goal,
    result.met ? 'yes' : 'NO',
    result.details,
  ]);
  const all = [['Measure', 'Found', 'Goal', 'Met', 'Behind it'], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [head = [], ...body] = all;
  return [line(head), rule, ...body.map(line)].join('\n');
}

type Kept = Result & Circumstances;

/** Puts the results in place of earlier ones of the same measures, in results.json and results.md beside this file. */
export function writeResults(results: readonly Result[], about: Circumstances): void {
  const file = path.join(import.meta.dirname, 'results.json');
  const before: Kept[] = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : [];
  const measured = new Set(results.map(({ name }) => name));
  const all = [
    ...before.filter(({ name }) => !measured.has(name)),
    ...results.map((result) => ({ ...result, ...about })),
  ];
  fs.writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
  fs.writeFileSync(path.join(import.meta.dirname, 'results.md'), report(all));
}

/** A table per run, the latest one first. */
function report(all: readonly Kept[]): string {
  const runs = Map.groupBy(all, ({ date }) => date);
  const latestFirst = [...runs.values()].toSorted(([a], [b]) => (b?.date ?? '').localeCompare(a?.date ?? ''));
  const note =
    'Every ratio is of medians within one run, blocks taking turns A B B A. Figures of different runs do not compare.';
  return `${['# Benchmark results', note, ...latestFirst.flatMap(section)].join('\n\n')}\n`;
}

function section(run: readonly Kept[]): string[] {
  const [about] = run;
  if (!about) return [];
  const { date, commit, cpu, cores, memoryGb, node, postgres, load, busy } = about;
  const others =
    busy === undefined ? '' : ` Load average in the minute before: ${busy.toFixed(1)} on ${cores} cores.`;
  return [
    `## ${date}, commit ${commit}`,
    `${cpu}, ${cores} cores, ${memoryGb} GB; Node ${node}; PostgreSQL ${postgres}, fsync and synchronous_commit on; load by ${load}, 16 connections, on the same machine as servers and database.${others}`,
    table(run),
  ];
}
