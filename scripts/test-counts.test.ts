import { describe, expect, it } from 'vitest';
import {
  countPlaywright,
  countSoak,
  countVitest,
  firestoreLine,
  settleCounts,
  totalLine,
} from './test-counts.ts';

const counts = (passed: number, failed: number, skipped = 0) => ({ passed, failed, skipped });

describe('the count of a runner', () => {
  it('takes pending and planned tests of vitest for skipped', () => {
    const report = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
    expect(countVitest(report)).toEqual(counts(5, 1, 3));
  });

  it('takes a browser test that needed a second try for failed', () => {
    expect(countPlaywright({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 } })).toEqual(
      counts(3, 2),
    );
  });

  it('takes every kind of record of a soak, and its verdict, for a test', () => {
    const line = { missing: 0, duplicate: 0, mismatch: 0, stuck: 0 };
    expect(countSoak({ ok: false, lines: [line, { ...line, stuck: 2 }] })).toEqual(counts(1, 2));
  });
});

describe('a runner', () => {
  it('has failed when it ran nothing', () => {
    expect(settleCounts(counts(0, 0), 0)).toMatchObject({ failed: 1, complaint: 'it ran no test at all' });
  });

  it('has failed when it ran only tests that are skipped', () => {
    expect(settleCounts(counts(0, 0, 7), 0)).toMatchObject({ failed: 1, skipped: 7 });
  });

  it('has failed when it ended with an error that no test accounts for', () => {
    expect(settleCounts(counts(9, 0), 1)).toMatchObject({ passed: 9, failed: 1 });
  });

  it('has failed when it left no report', () => {
    expect(settleCounts(undefined, 0)).toMatchObject({ failed: 1 });
  });

  it('counts its failed tests once', () => {
    expect(settleCounts(counts(9, 2), 1)).toEqual(counts(9, 2));
  });
});

describe('the last line', () => {
  it('adds up all runners', () => {
    expect(totalLine([counts(6, 0), counts(100, 2)])).toBe('106 passed, 2 failed');
  });

  it('mentions skipped tests only when there are any', () => {
    expect(totalLine([counts(1, 0, 3)])).toBe('1 passed, 0 failed, 3 skipped');
  });
});

describe('the line about Firestore', () => {
  const jar = { kind: 'jar', jar: '/sdk/emulator.jar', version: '1.19.9', from: 'Google Cloud SDK' } as const;

  it('names the emulator everything ran on', () => {
    expect(firestoreLine(jar, { complete: true })).toBe('Firestore: run on the official emulator 1.19.9');
  });

  it('says that nothing ran, and why, where there is none or the run ended early', () => {
    const none = { kind: 'none', reason: 'no Java' } as const;
    expect(firestoreLine(none, { complete: true })).toBe('Firestore: not run (no emulator found: no Java)');
    expect(firestoreLine(jar, { complete: false })).toMatch(/^Firestore: not run/);
  });
});
