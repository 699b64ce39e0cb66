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
    const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    if (result.status !== 0) return `${result.stdout}${result.stderr}${result.error ?? ''}`;
  }
  return undefined;
}

let failed = 0;
for (const check of checks) {
  const started = performance.now();
  const failure = failureOf(check);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${failure === undefined ? 'ok    ' : 'FAILED'} ${check.name} (${seconds} s)`);
  if (failure === undefined) continue;
  failed += 1;
  console.log(failure.trimEnd());
}
if (values.json) fs.writeFileSync(values.json, JSON.stringify({ passed: checks.length - failed, failed }));
process.exitCode = failed > 0 ? 1 : 0;
