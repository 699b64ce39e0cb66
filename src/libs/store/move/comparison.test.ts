import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeOut } from '#libs/store/transfer-row.ts';
import { activity } from '#tests/contract/store/records.ts';
import { createComparison } from './comparison.ts';
import { inSequence } from './in-sequence.ts';

const row = (id: string, message = '') => writeOut('activity_logs', activity({ id, message }));
const fresh = () => createComparison('activity_logs');

describe('a comparison', () => {
  it('gives equal tables equal counts and digests, in whatever sequence they were read', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), (ids) => {
        const [one, other] = [fresh(), fresh()];
        one.compare(
          ids.map((id) => row(id)),
          ids.toReversed().map((id) => row(id)),
        );
        for (const id of ids.toReversed()) other.compare([row(id)], [row(id)]);
        expect(one.differing()).toEqual([]);
        expect([one.source.digest(), one.target.digest()]).toEqual([
          other.target.digest(),
          other.source.digest(),
        ]);
        expect(one.source.count).toBe(ids.length);
      }),
    );
  });

  it('names what is missing and what is different', () => {
    const seen = fresh();
    seen.compare([row('a'), row('b'), row('c')], [row('a'), row('c', 'other')]);
    expect(seen.differing()).toEqual(['b', 'c']);
    expect([seen.source.count, seen.target.count]).toEqual([3, 2]);
    expect(seen.source.digest()).not.toBe(seen.target.digest());
  });

  it('knows after corrections what it would know had it looked only then', () => {
    const seen = fresh();
    seen.compare([row('a'), row('b'), row('c')], [row('a'), row('c', 'stale')]);
    seen.correct({ ids: ['b', 'd'], before: [], source: [row('b'), row('d')], target: [row('b'), row('d')] });
    seen.correct({ ids: ['a'], before: [row('a')], source: [row('a', 'new')], target: [row('a', 'new')] });
    seen.correct({ ids: ['c'], before: [row('c', 'stale')], source: [row('c')], target: [row('c')] });
    const later = fresh();
    const now = [row('a', 'new'), row('b'), row('c'), row('d')];
    later.compare(now, now);
    expect(seen.differing()).toEqual([]);
    expect(seen.source.digest()).toBe(later.source.digest());
    expect(seen.target.digest()).toBe(later.target.digest());
    expect([seen.source.count, seen.target.count]).toEqual([4, 4]);
  });
});

describe('working in sequence', () => {
  async function* numbers() {
    yield* [0, 1, 2, 3, 4];
  }

  it('reports in sequence whatever ends first, and has no more under way than allowed', async () => {
    const reported: number[] = [];
    let underWay = 0;
    let most = 0;
    await inSequence(numbers(), {
      atOnce: 3,
      work: async (number) => {
        most = Math.max(most, ++underWay);
        for (let turn = number; turn < 5; turn += 1) await Promise.resolve();
        underWay -= 1;
      },
      done: (number) => void reported.push(number),
    });
    expect(reported).toEqual([0, 1, 2, 3, 4]);
    expect(most).toBeLessThanOrEqual(3);
  });

  it('reports nothing behind a failure and throws it', async () => {
    const reported: number[] = [];
    const work = async (number: number) => {
      if (number === 2) throw new Error('two');
    };
    const working = inSequence(numbers(), { atOnce: 3, work, done: (number) => void reported.push(number) });
    await expect(working).rejects.toThrow('two');
    expect(reported).toEqual([0, 1]);
  });
});
