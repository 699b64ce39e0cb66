/** `npm run check`: runs every check, says what each costs, and shows in full what fails. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Check, checks } from './checks.ts';

const root = path.dirname(import.meta.dirname);
const { values } = parseArgs({ options: { json: { type: 'string' } } });

/** Answers what a check had to say when it failed. */
function failureOf(check: Check): string | undefined {
  for (const args of check.commands) {
    const result = spawnSync(process.execPath, args, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (result.status !== 0) return `${result.stdout}${result.stderr}${result.error ?? ''}`;
  }
  return undefined;
}

/** What one check came to; `--json` writes them down for whoever sums up. */
type Result = { name: string; ok: boolean; seconds: number };

function run(check: Check): Result {
  const started = performance.now();
  const failure = failureOf(check);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  console.log(`${failure === undefined ? 'ok    ' : 'FAILED'} ${check.name} (${seconds.toFixed(1)} s)`);
  if (failure !== undefined) console.log(failure.trimEnd());
  return { name: check.name, ok: failure === undefined, seconds };
}

const results = checks.map(run);
const failed = results.filter(({ ok }) => !ok).length;
const summary = { passed: results.length - failed, failed, checks: results };
if (values.json) fs.writeFileSync(values.json, `${JSON.stringify(summary, null, 2)}\n`);
process.exitCode = failed > 0 ? 1 : 0;
