import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSpreads, columnOfDuration, durationSteps, emptySpread, percentile } from './duration-spread.ts';

const spreadOf = (durations: readonly number[]) => {
  const spread = emptySpread();
  for (const duration of durations)
    spread[columnOfDuration(duration)] = (spread[columnOfDuration(duration)] ?? 0) + 1;
  return spread;
};

describe('a spread of durations', () => {
  it('has no percentile while it is empty', () => expect(percentile(emptySpread(), 0.95)).toBeNull());

  it('puts a duration on a step into the column that begins there', () => {
    expect(durationSteps[columnOfDuration(30_000)]).toBeGreaterThan(30_000);
    expect(durationSteps[columnOfDuration(29_999)]).toBe(30_000);
    expect(columnOfDuration(Number.MAX_SAFE_INTEGER)).toBe(durationSteps.length);
  });

  it('answers a percentile from the column that the true one is in, however the durations were added up', () => {
    const durations = fc.array(fc.nat({ max: 4_000_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(durations, fc.nat({ max: 200 }), fc.constantFrom(0.5, 0.95, 0.99), (all, cut, share) => {
        const added = addSpreads([spreadOf(all.slice(0, cut)), spreadOf(all.slice(cut))]);
        expect(added).toEqual(spreadOf(all));
        const sorted = [...all].sort((a, b) => a - b);
        const exact = sorted[Math.ceil(all.length * share) - 1] ?? 0;
        const column = columnOfDuration(exact);
        const answer = percentile(added, share) ?? -1;
        expect(answer).toBeGreaterThanOrEqual(durationSteps[column - 1] ?? 0);
        expect(answer).toBeLessThanOrEqual(durationSteps[column] ?? Number.POSITIVE_INFINITY);
      }),
    );
  });
});
