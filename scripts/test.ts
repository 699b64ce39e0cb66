/** `npm test`: every runner, what fails in full, and the total in the last line. */
import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Child, startChild } from './child.ts';
import { findFirestoreEmulator } from './firestore-emulator-search.ts';
import { type Counts, firestoreLine, settleCounts, totalLine } from './test-counts.ts';
import { type TestStep, testRounds } from './test-steps.ts';

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
const running = new Set<Child>();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(
    name,
    () => void Promise.all([...running].map((child) => child.stop())).finally(() => process.exit(1)),
  );
}

/** Runs one step to its end and says how it went. */
async function run(step: TestStep): Promise<Counts> {
  const report = path.join(folder, `${steps.indexOf(step)}.json`);
  console.log(`test: ${step.name} …`);
  const started = performance.now();
  const lines: string[] = [];
  const child = startChild({
    args: step.command(report),
    cwd: root,
    env: { ...process.env, ...shared, ...step.env?.(report) },
    onLine: (line) => void lines.push(line),
  });
  running.add(child);
  const limit = setTimeout(() => {
    lines.push(`stopped after ${limitMs / 60_000} minutes without an end`);
    void child.stop();
  }, limitMs);
  const { code } = await child.ended;
  clearTimeout(limit);
  running.delete(child);
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
const rounds = testRounds({ onFirestore: firestore.kind !== 'none' });
const steps = rounds.flat();
const all: Counts[] = [];
for (const round of rounds) {
  const counted = await Promise.all(round.map(run));
  all.push(...counted);
  const missed = round.find((step, nth) => step.essential && (counted[nth]?.failed ?? 1) > 0);
  if (missed) {
    const left = steps.slice(all.length).map(({ name }) => name);
    console.log(`test: not run, because the ${missed.name} failed: ${left.join('; ')}`);
    break;
  }
}
fs.rmSync(folder, { recursive: true, force: true });
process.exitCode = all.some(({ failed }) => failed > 0) ? 1 : 0;
console.log(firestoreLine(firestore, { complete: all.length === steps.length }));
console.log(totalLine(all));
