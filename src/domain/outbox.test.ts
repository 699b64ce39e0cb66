import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leaseSeconds, nextAttemptAt, retryDelaysSeconds } from './outbox.ts';

const now = new Date('2026-11-21T12:00:00Z');
const wait = (attempts: number, options = {}) => {
  const next = nextAttemptAt(attempts, now, options);
  return next && (next.getTime() - now.getTime()) / 1000;
};

describe('the retry schedule', () => {
  it('tries three times within seconds, then outlasts an outage of a day, then gives up', () => {
    expect([wait(1), wait(2), wait(3)]).toEqual([1, 2, 4]);
    expect(retryDelaysSeconds.reduce<number>((sum, delay) => sum + delay, 0)).toBeGreaterThan(2 * 86_400);
    expect(wait(retryDelaysSeconds.length)).toBe(86_400);
    expect(wait(retryDelaysSeconds.length + 1)).toBeNull();
  });

  it('waits at least as long as the receiver asked', () => {
    expect(wait(1, { retryAfterSeconds: 30 })).toBe(30);
    expect(wait(5, { retryAfterSeconds: 30 })).toBe(300);
  });

  it('never goes back in time and never spreads by more than a fifth', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: retryDelaysSeconds.length }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempts, spread) => {
          const delay = retryDelaysSeconds[attempts - 1] ?? 0;
          const seconds = wait(attempts, { spread }) ?? -1;
          expect(seconds).toBeGreaterThanOrEqual(delay * 0.8 - 0.001);
          expect(seconds).toBeLessThanOrEqual(delay);
        },
      ),
    );
  });

  it('leaves a lease long enough for any single delivery', () => {
    expect(leaseSeconds).toBeGreaterThanOrEqual(30);
  });
});
