/** Pauses before the second, third ... attempt in milliseconds; `undefined` is the long default. */
export type RetrySchedule = readonly number[] | undefined;

const quickPausesMs = [1000, 2000, 5000, 10_000, 30_000];
const steadyPauseMs = 60_000;
const givingUpAfterMs = 3 * 24 * 3600 * 1000;

/** How long to wait after this many attempts, or `undefined` when Stripe would give up. */
export function retryDelay(schedule: RetrySchedule, attempts: number, ageMs: number): number | undefined {
  if (schedule) return schedule[attempts - 1];
  return ageMs < givingUpAfterMs ? (quickPausesMs[attempts - 1] ?? steadyPauseMs) : undefined;
}
