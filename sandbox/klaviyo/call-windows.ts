import type { World } from '#sandbox/world.ts';

type Window = { startedAt: number; calls: number };

/** Fixed windows as Klaviyo counts calls in: each begins with the first call after the one before it ended. */
export type CallWindows = { second: Window; minute: Window };

export const noCalls = (): CallWindows => ({
  second: { startedAt: 0, calls: 0 },
  minute: { startedAt: 0, calls: 0 },
});

/** Counts a call about an event; answers the seconds to wait instead where one of the windows is full. */
export function countCall(world: World): number | undefined {
  const { perSecond, perMinute } = world.faults.klaviyo;
  const { klaviyoWindows: windows } = world;
  const now = world.now();
  const waits = [
    waitIn(windows.second, { now, most: perSecond, lengthMs: 1_000 }),
    waitIn(windows.minute, { now, most: perMinute, lengthMs: 60_000 }),
  ];
  const longest = Math.max(...waits);
  if (longest > 0) return longest;
  windows.second.calls += 1;
  windows.minute.calls += 1;
  return undefined;
}

/** Seconds until a full window ends; 0 where there is room, in a new window where the old one is over. */
function waitIn(window: Window, limit: { now: number; most: number; lengthMs: number }): number {
  const endsAt = window.startedAt + limit.lengthMs;
  if (limit.now >= endsAt) Object.assign(window, { startedAt: limit.now, calls: 0 });
  return window.calls < limit.most ? 0 : Math.max(1, Math.ceil((endsAt - limit.now) / 1000));
}
