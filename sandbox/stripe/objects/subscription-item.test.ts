import { describe, expect, it } from 'vitest';
import { periodEnd } from './subscription-item.ts';

const seconds = (moment: string) => Date.parse(moment) / 1000;

describe('the end of a billing period', () => {
  it.each([
    ['month', 1, '2026-01-31T10:00:00Z', '2026-02-28T10:00:00Z'],
    ['month', 1, '2028-01-31T10:00:00Z', '2028-02-29T10:00:00Z'],
    ['month', 3, '2026-11-30T10:00:00Z', '2027-02-28T10:00:00Z'],
    ['year', 1, '2028-02-29T10:00:00Z', '2029-02-28T10:00:00Z'],
    ['week', 2, '2026-11-20T10:00:00Z', '2026-12-04T10:00:00Z'],
    ['day', 10, '2026-11-25T10:00:00Z', '2026-12-05T10:00:00Z'],
  ])('of %s × %i after %s is %s', (interval, interval_count, start, end) => {
    expect(periodEnd(seconds(start), { interval, interval_count })).toBe(seconds(end));
  });
});
