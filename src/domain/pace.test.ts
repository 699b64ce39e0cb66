import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paceOf } from './pace.ts';

/** The most that may fall into a stretch of `seconds` when every window is used at its worst moment. */
const mostIn = (seconds: number, { seconds: length, limit }: { seconds: number; limit: number }): number =>
  (Math.ceil(seconds / length) + 1) * limit;

it('stays within both limits wherever the receiver’s own windows begin', () => {
  const limits = fc.record({
    perSecond: fc.integer({ min: 2, max: 1_000 }),
    perMinute: fc.integer({ min: 15, max: 10_000 }),
  });
  fc.assert(
    fc.property(limits, (allowed) => {
      const quota = paceOf(allowed);
      expect(quota.limit).toBeGreaterThanOrEqual(1);
      expect(mostIn(60, quota)).toBeLessThanOrEqual(allowed.perMinute);
      expect(mostIn(1, quota)).toBeLessThanOrEqual(allowed.perSecond);
    }),
  );
});

it.each([
  { perSecond: 350, perMinute: 3_500, share: 0.95 },
  { perSecond: 75, perMinute: 700, share: 0.94 },
  { perSecond: 10, perMinute: 60, share: 0.8 },
])('uses at least $share of $perMinute calls in a minute', ({ share, ...allowed }) => {
  const { limit, seconds } = paceOf(allowed);
  expect((limit / seconds) * 60).toBeGreaterThanOrEqual(share * allowed.perMinute);
});
