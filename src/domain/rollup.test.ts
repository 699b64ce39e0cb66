import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginOf, isFresh, periodsIn, rollupId } from './rollup.ts';

const noon = new Date('2026-11-20T12:00:00Z');
const minutesLater = (moment: Date, minutes: number): Date => new Date(moment.getTime() + minutes * 60_000);
const countedAfter = (minutes: number) => ({
  ...{ source: 'hour', hour: noon },
  updated_at: minutesLater(noon, 60 + minutes),
});

describe('a roll-up', () => {
  it('has one id per hour and one per day', () => {
    expect(rollupId('hour', noon)).toBe('hour:2026-11-20T12');
    expect(rollupId('day', beginOf('day', noon))).toBe('day:2026-11-20');
  });

  it('covers every hour a window touches', () => {
    const window = { from: minutesLater(noon, 30), until: minutesLater(noon, 121) };
    expect(periodsIn('hour', window)).toEqual([0, 60, 120].map((minutes) => minutesLater(noon, minutes)));
  });

  it('is never fresh when it was counted before its hour was over', () => {
    expect(isFresh(countedAfter(-1), minutesLater(noon, 60))).toBe(false);
  });

  it.each([
    [5, 15, true],
    [5, 20, false],
    [600, 900, true],
    [600, 920, false],
    [46 * 1440, 400 * 1440, true],
  ])('counted %i minutes after its hour and looked at after %i: fresh is %s', (counted, looked, fresh) => {
    expect(isFresh(countedAfter(counted), minutesLater(noon, 60 + looked))).toBe(fresh);
  });

  it('is counted less than forty times until nothing changes any more, by a job that runs every hour', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 59 }), (minute) => {
        let counted = 0;
        let age = -1;
        for (let looked = minute; looked < 60 * 1440; looked += 60) {
          if (age >= 0 && isFresh(countedAfter(age), minutesLater(noon, 60 + looked))) continue;
          age = looked;
          counted += 1;
        }
        expect(counted).toBeLessThan(40);
        expect(age).toBeGreaterThan(39 * 1440);
      }),
      { numRuns: 20 },
    );
  });
});
