import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';
import { rules } from './rules.ts';

const noon = new Date('2026-11-20T12:00:00Z');
const later = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);
const limits = { minimumSample: 20, opensAbove: 0.05, closesAt: 0.03, quietMinutes: 15 };
const seenAt = (last_seen_at: Date) => ({ last_seen_at, told: { subjects: [], at: noon } });
type Open = ReturnType<typeof seenAt>;

describe('a verdict', () => {
  it.each([
    ['above the limit', 0.06, 20, 'open'],
    ['at the limit', 0.05, 20, 'nothing'],
    ['above the limit of too few', 1, 19, 'nothing'],
  ])('without an incident, %s', (_, value, sample, verdict) =>
    expect(judge(limits, { value, sample }, { open: null, now: noon })).toBe(verdict),
  );
  it.each([
    ['still above what opens', 0.2, 20, 99, 'keep'],
    ['between what opens and what closes', 0.04, 20, 99, 'keep'],
    ['quiet, but not for long', 0.03, 20, 14, 'wait'],
    ['quiet for long enough', 0.03, 20, 15, 'close'],
    ['too few to tell, for long enough', 1, 3, 15, 'close'],
  ])('with an incident, %s', (_, value, sample, minutes, verdict) =>
    expect(judge(limits, { value, sample }, { open: seenAt(noon), now: later(minutes) })).toBe(verdict),
  );

  it('tells of a value that trembles at the limit once', () => {
    const trembling = fc.array(fc.double({ min: 0.031, max: 0.07, noNaN: true }), {
      minLength: 1,
      maxLength: 100,
    });
    fc.assert(
      fc.property(trembling, (values) => {
        let open: Open | null = null;
        let told = 0;
        for (const [minute, value] of values.entries()) {
          const now = later(minute);
          const verdict = judge(limits, { value, sample: 100 }, { open, now });
          if (verdict === 'open' || verdict === 'close') told += 1;
          if (verdict === 'open' || verdict === 'keep') open = seenAt(now);
          if (verdict === 'close') open = null;
        }
        expect(told).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('tells of an end as often as of a beginning, and never of two beginnings in a row', () => {
    const reading = fc.record({
      value: fc.double({ min: 0, max: 0.1, noNaN: true }),
      sample: fc.nat({ max: 60 }),
    });
    const story = fc.array(fc.tuple(reading, fc.integer({ min: 0, max: 30 })), { maxLength: 80 });
    fc.assert(
      fc.property(story, (readings) => {
        let open: Open | null = null;
        let minute = 0;
        const told: string[] = [];
        for (const [read, wait] of readings) {
          minute += wait;
          const now = later(minute);
          const verdict = judge(limits, read, { open, now });
          if (verdict === 'open' || verdict === 'close') told.push(verdict);
          if (verdict === 'open' || verdict === 'keep') open = seenAt(now);
          if (verdict === 'close') open = null;
        }
        expect(told.every((verdict, nth) => verdict === (nth % 2 === 0 ? 'open' : 'close'))).toBe(true);
      }),
    );
  });
});

describe('an incident about what waits for somebody', () => {
  const standing = { minimumSample: 1, opensAbove: 0, closesAt: 0, quietMinutes: 0 };
  const told = { subjects: ['a', 'b'], at: noon };
  const verdict = (subjects: readonly string[], minutes: number) => {
    const reading = { value: subjects.length, sample: subjects.length, subjects };
    return judge(standing, reading, { open: { last_seen_at: noon, told }, now: later(minutes) });
  };

  it('grows when something waits that nobody was told of, also in the place of something else', () => {
    expect(verdict(['a', 'b', 'c'], 60)).toBe('grow');
    expect(verdict(['a', 'c'], 60)).toBe('grow');
  });

  it('grows once an hour at most', () => expect(verdict(['a', 'b', 'c'], 59)).toBe('keep'));

  it('stays as it is while nothing is added', () => {
    expect(verdict(['a', 'b'], 600)).toBe('keep');
    expect(verdict(['b'], 600)).toBe('keep');
    expect(verdict([], 600)).toBe('close');
  });
});

describe('every rule', () => {
  it.each(rules)(
    '$id closes no higher than it opens and has an id of its own',
    ({ id, opensAbove, closesAt }) => {
      expect(closesAt).toBeLessThanOrEqual(opensAbove);
      expect(rules.filter((rule) => rule.id === id)).toHaveLength(1);
    },
  );
});
