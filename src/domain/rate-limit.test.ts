import { describe, expect, it } from 'vitest';
import { isUsedUpUntil, type RateLimit, takeShare, usedUpUntil, windowAt } from './rate-limit.ts';

const quota = { limit: 10, seconds: 2 };
const now = new Date('2026-11-28T12:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const counted = (fields: Partial<RateLimit>): RateLimit => ({
  ...{ id: 'calls', used: 10, window_started_at: now, created_at: now, updated_at: now },
  ...fields,
});

describe('a shared quota', () => {
  it('is given out up to what is left, and then not before the window ends', () => {
    expect(takeShare(counted({ used: 8 }), quota, { wanted: 5, now })).toMatchObject({ count: 2 });
    expect(takeShare(counted({}), quota, { wanted: 5, now })).toEqual({ kind: 'wait', until: later(2) });
    expect(takeShare(counted({}), quota, { wanted: 5, now: later(2) })).toMatchObject({ count: 5 });
  });

  it('begins anew where the window before ended, however late that is noticed', () => {
    expect(windowAt(counted({}), quota, later(5.3))).toMatchObject({ used: 0, window_started_at: later(4) });
    expect(windowAt(counted({}), quota, later(1.9))).toEqual(counted({}));
    const paused = counted(usedUpUntil(later(600), quota, now));
    expect(windowAt(paused, quota, later(3))).toEqual(paused);
  });

  it('waits as long as the receiver asked, however long that is', () => {
    const paused = counted(usedUpUntil(later(600), quota, now));
    expect(takeShare(paused, quota, { wanted: 1, now })).toEqual({ kind: 'wait', until: later(600) });
    expect(isUsedUpUntil(paused, later(60), { quota, now })).toBe(true);
  });

  it('is held up by no clock that ran hours ahead', () => {
    const ahead = counted({ window_started_at: later(43_200), updated_at: later(43_200) });
    expect(takeShare(ahead, quota, { wanted: 5, now })).toMatchObject({
      count: 5,
      counted: { used: 5, window_started_at: now, updated_at: now },
    });
    expect(windowAt(ahead, quota, later(50_000))).not.toEqual(ahead);
    expect(windowAt(ahead, quota, now)).toEqual(ahead);
    expect(isUsedUpUntil(ahead, later(60), { quota, now })).toBe(false);
  });
});
