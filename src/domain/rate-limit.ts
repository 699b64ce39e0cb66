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

export type Counted = Pick<RateLimit, 'used' | 'window_started_at' | 'updated_at'>;

/** The count with one time more, or null when the quota is used up until the window ends. */
export function countOne(known: RateLimit | null, quota: Quota, now: Date): Counted | null {
  const share = takeShare(known, quota, { wanted: 1, now });
  return share.kind === 'granted' ? share.counted : null;
}

/** Clocks of two machines agree to within this, milliseconds. */
const clockSkewMs = 60_000;

/** Whether a window was counted by a clock that ran ahead: waiting for it could take as long as that clock was wrong. */
const isFromTheFuture = ({ updated_at }: Pick<RateLimit, 'updated_at'>, now: Date): boolean =>
  updated_at.getTime() > now.getTime() + clockSkewMs;

/** When the window that began last ends. */
export const windowEnd = (
  { window_started_at }: Pick<RateLimit, 'window_started_at'>,
  { seconds }: Quota,
): Date => new Date(window_started_at.getTime() + seconds * 1000);

/** A part of a quota that one process may use, or the moment from which there is some again. */
export type Share =
  | { readonly kind: 'granted'; readonly count: number; readonly counted: Counted }
  | { readonly kind: 'wait'; readonly until: Date };

/** Takes up to `wanted` of what is left in the window; a window from a clock that ran ahead holds nobody up. */
export function takeShare(known: RateLimit | null, quota: Quota, ask: { wanted: number; now: Date }): Share {
  const { wanted, now } = ask;
  const isOver = known === null || isFromTheFuture(known, now) || now >= windowEnd(known, quota);
  const [used, window_started_at] = isOver ? [0, now] : [known.used, known.window_started_at];
  const count = Math.min(wanted, quota.limit - used);
  if (count <= 0) return { kind: 'wait', until: windowEnd({ window_started_at }, quota) };
  return { kind: 'granted', count, counted: { used: used + count, window_started_at, updated_at: now } };
}

/**
 * The window a moment falls into where windows follow each other without a gap: what is lost between the end of one and
 * whoever notices would add up.
 */
export function windowAt(known: RateLimit, quota: Quota, now: Date): RateLimit {
  const over = Math.floor((now.getTime() - known.window_started_at.getTime()) / (quota.seconds * 1000));
  if (over < 1 || isFromTheFuture(known, now)) return known;
  const started = known.window_started_at.getTime() + over * quota.seconds * 1000;
  return { ...known, used: 0, window_started_at: new Date(started) };
}

/** Whether nothing may be done until a moment anyway. */
export const isUsedUpUntil = (known: RateLimit, until: Date, around: { quota: Quota; now: Date }): boolean =>
  !isFromTheFuture(known, around.now) &&
  known.used >= around.quota.limit &&
  windowEnd(known, around.quota) >= until;

/** A window that is used up and ends when the receiver wants to be asked again. */
export const usedUpUntil = (until: Date, quota: Quota, now: Date): Counted => ({
  used: quota.limit,
  window_started_at: new Date(until.getTime() - quota.seconds * 1000),
  updated_at: now,
});
