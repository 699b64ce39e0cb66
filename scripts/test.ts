/** `npm test`: every runner in turn, what fails in full, and the total in the last line. */
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startChild } from './child.ts';
import { findFirestoreEmulator } from './firestore-emulator-search.ts';
import { type Counts, firestoreLine, settleCounts, totalLine } from './test-counts.ts';
import { type TestStep, testSteps } from './test-steps.ts';

const root = path.dirname(import.meta.dirname);
/** Longer than any runner needs on a slow machine; one that hangs is stopped and counted as failed. */
const limitMs = 20 * 60_000;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-report-'));
/** Dozens of short programs load the same packages: all but the first find them compiled. */
const shared = {
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
  NODE_COMPILE_CACHE: path.join(folder, 'compiled'),
};
let stopCurrent: (() => Promise<void>) | undefined;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, () => void stopCurrent?.().finally(() => process.exit(1)));
}

/** Runs one step to its end and says how it went. */
async function run(step: TestStep, index: number): Promise<Counts> {
  const report = path.join(folder, `${index}.json`);
  console.log(`test: ${step.name} …`);
  const started = performance.now();
  const lines: string[] = [];
  const child = startChild({
    args: step.command(report),
    cwd: root,
    env: { ...process.env, ...shared, ...step.env?.(report) },
    onLine: (line) => void lines.push(line),
  });
  stopCurrent = child.stop;
  const limit = setTimeout(() => {
    lines.push(`stopped after ${limitMs / 60_000} minutes without an end`);
    void child.stop();
  }, limitMs);
  const { code } = await child.ended;
  clearTimeout(limit);
  const counts = step.count ? settleCounts(readCounts(step, report), code) : single(code);
  const shown = counts.failed > 0 ? lines : lines.filter((line) => step.shows?.test(line));
  if (shown.length > 0) console.log(shown.join('\n'));
  if ('complaint' in counts) console.log(`test: ${step.name} failed: ${counts.complaint}`);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`test: ${step.name}: ${totalLine([counts])} in ${seconds} s`);
  return counts;
}

const single = (code: number | null): Counts => ({
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? 0 : 1,
  skipped: 0,
});

function readCounts(step: TestStep, report: string): Counts | undefined {
  try {
    return step.count?.(JSON.parse(fs.readFileSync(report, 'utf8')));
  } catch {
    return undefined;
  }
}

const firestore = findFirestoreEmulator();
const steps = testSteps({ onFirestore: firestore.kind !== 'none' });
const all: Counts[] = [];
for (const [index, step] of steps.entries()) {
  const counts = await run(step, index);
  all.push(counts);
  if (step.essential && counts.failed > 0) {
    console.log(
      `test: not run, because the ${step.name} failed: ${steps
        .slice(index + 1)
        .map(({ name }) => name)
        .join('; ')}`,
    );
    break;
  }
}
fs.rmSync(folder, { recursive: true, force: true });
process.exitCode = all.some(({ failed }) => failed > 0) ? 1 : 0;
console.log(firestoreLine(firestore, { complete: all.length === steps.length }));
console.log(totalLine(all));
