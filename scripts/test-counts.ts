/** Reads how many tests each runner executed from the report it writes for machines. */
import { z } from 'zod';
import type { FoundEmulator } from './firestore-emulator-search.ts';

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

const Checks = z.object({ passed: z.int(), failed: z.int() });
const Vitest = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
});
const Playwright = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});
const Soak = z.object({
  ok: z.boolean(),
  lines: z.array(z.object({ missing: z.int(), duplicate: z.int(), mismatch: z.int(), stuck: z.int() })),
});

/** One test per check. */
export function countChecks(report: unknown): Counts {
  return { ...Checks.parse(report), skipped: 0 };
}

export function countVitest(report: unknown): Counts {
  const found = Vitest.parse(report);
  return {
    passed: found.numPassedTests,
    failed: found.numFailedTests,
    skipped: found.numPendingTests + found.numTodoTests,
  };
}

/** A test that passed only on a second try counts as failed. */
export function countPlaywright(report: unknown): Counts {
  const { stats } = Playwright.parse(report);
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/** One test per kind of record that has to match, and one for the run as a whole. */
export function countSoak(report: unknown): Counts {
  const { ok, lines } = Soak.parse(report);
  const clean = lines.filter(
    (line) => line.missing + line.duplicate + line.mismatch + line.stuck === 0,
  ).length;
  return { passed: clean + Number(ok), failed: lines.length - clean + Number(!ok), skipped: 0 };
}

/**
 * What a runner's report is worth together with how it ended: a runner that failed without a failed test, that ran
 * nothing, or that left no report has failed itself.
 */
export function settleCounts(
  counts: Counts | undefined,
  exitCode: number | null,
): Counts & { complaint?: string } {
  const { passed, failed, skipped } = counts ?? { passed: 0, failed: 0, skipped: 0 };
  const complaint = complaintAbout(counts, exitCode);
  return complaint ? { passed, failed: failed + 1, skipped, complaint } : { passed, failed, skipped };
}

function complaintAbout(counts: Counts | undefined, exitCode: number | null): string | undefined {
  if (!counts) return 'it left no report of what it ran';
  if (counts.passed + counts.failed === 0) return 'it ran no test at all';
  if (exitCode !== 0 && counts.failed === 0) return 'it ended with an error although no test failed';
  return undefined;
}

/** Says whether anything ran on Firestore, so that nobody takes its absence for a success. */
export function firestoreLine(found: FoundEmulator, { complete }: { complete: boolean }): string {
  if (found.kind === 'none') return `Firestore: not run (no emulator found: ${found.reason})`;
  if (!complete) return 'Firestore: not run (the run ended before)';
  const which = found.kind === 'jar' ? `official emulator ${found.version}` : `emulator at ${found.host}`;
  return `Firestore: run on the ${which}`;
}

/** The last line of the whole run. */
export function totalLine(all: readonly Counts[]): string {
  const sum = (name: keyof Counts) => all.reduce((total, counts) => total + counts[name], 0);
  const skipped = sum('skipped');
  return `${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
