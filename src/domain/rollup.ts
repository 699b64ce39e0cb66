import type { Figures } from './figures.ts';

/** What one hour or day added up to, so that nobody has to count its records again. Its id is made of source and hour. */
export type Rollup = {
  readonly id: string;
  /** `hour` or `day`, or `process` for what one server process counted in an hour. */
  readonly source: string;
  /** The first moment of the hour or day, in UTC. */
  readonly hour: Date;
  readonly figures: unknown;
  /** The same as `hour`, so that lists of a window find it. */
  readonly created_at: Date;
  /** When it was counted last. */
  readonly updated_at: Date;
};

export type Period = 'hour' | 'day';
export const periodMs = { hour: 3_600_000, day: 86_400_000 } as const;

/** What one hour or day added up to. */
export type PeriodFigures = { readonly at: Date; readonly figures: Figures };

/** The first moment of the hour or day, in UTC. */
export const beginOf = (period: Period, moment: Date): Date =>
  new Date(Math.floor(moment.getTime() / periodMs[period]) * periodMs[period]);

/** The first moments of every hour or day that the window touches, oldest first. */
export function periodsIn(period: Period, { from, until }: { from: Date; until: Date }): Date[] {
  const begins: Date[] = [];
  for (let at = beginOf(period, from).getTime(); at < until.getTime(); at += periodMs[period])
    begins.push(new Date(at));
  return begins;
}

export const rollupId = (period: Period, at: Date): string =>
  `${period}:${at.toISOString().slice(0, period === 'hour' ? 13 : 10)}`;

/** Records hardly change any more at this age. */
const settledMs = 45 * periodMs.day;
const graceMs = 600_000;

/**
 * Whether what was counted may still be shown. Records change less the older they are, so an hour is counted again
 * whenever it has become half as old again as it was the last time, until it is settled.
 */
export function isFresh(
  { source, hour, updated_at }: Pick<Rollup, 'source' | 'hour' | 'updated_at'>,
  now: Date,
): boolean {
  const end = hour.getTime() + periodMs[source === 'day' ? 'day' : 'hour'];
  const ageWhenCounted = updated_at.getTime() - end;
  if (ageWhenCounted < 0) return false;
  return ageWhenCounted > settledMs || now.getTime() - end <= ageWhenCounted * 1.5 + graceMs;
}
