/** How often somebody may do something: so many times in a window of so many seconds. */
export type Quota = { readonly limit: number; readonly seconds: number };

/**
 * How often it was done in the window that began last. Whoever is counted is known by the hash in the id alone, and there
 * are only so many ids, so rows are used again and again and none has to be cleared away.
 */
export type RateLimit = {
  readonly id: string;
  readonly used: number;
  readonly window_started_at: Date;
  readonly created_at: Date;
  readonly updated_at: Date;
};

type Counted = Pick<RateLimit, 'used' | 'window_started_at' | 'updated_at'>;

/** The count with one time more, or null when the quota is used up until the window ends. */
export function countOne(known: RateLimit | null, quota: Quota, now: Date): Counted | null {
  const isOver = known === null || now.getTime() >= windowEnd(known, quota).getTime();
  const [used, window_started_at] = isOver ? [0, now] : [known.used, known.window_started_at];
  return used < quota.limit ? { used: used + 1, window_started_at, updated_at: now } : null;
}

/** When the window that began last ends. A clock that ran ahead elsewhere never makes it longer than the quota says. */
const windowEnd = ({ window_started_at }: RateLimit, { seconds }: Quota): Date =>
  new Date(window_started_at.getTime() + seconds * 1000);
