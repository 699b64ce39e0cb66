import type { Change } from '#domain/changes.ts';
import { insert, update } from '#domain/changes.ts';
import { noFigures } from '#domain/figures.ts';
import { beginOf, isFresh, type Period, periodMs, periodsIn, rollupId } from '#domain/rollup.ts';
import type { AppContext } from './app-context.ts';
import { countFigures, countHours, type Span } from './count-figures.ts';

/** As far back as the longest window and the one it is compared with, and the day both begin in. */
const daysKept = 61;
/** The same for the windows that are shown by the hour. */
const daysByTheHour = 15;

export type RollUpCount = { hours: number; days: number };

/**
 * Adds up the hours and days that are over and were not counted lately, the newest first, so that the overview has little to
 * count. Two at a time do the same work and no harm. Stops after `budgetSeconds`; the next run goes on.
 */
export async function rollUpFigures(
  app: Pick<AppContext, 'store' | 'clock'>,
  { budgetSeconds = 40, days: age = daysKept }: { budgetSeconds?: number; days?: number } = {},
): Promise<RollUpCount> {
  const now = app.clock.now();
  const today = beginOf('day', now);
  const days = periodsIn('day', {
    from: new Date(today.getTime() - (age - 1) * periodMs.day),
    until: now,
  });
  const count: RollUpCount = { hours: 0, days: 0 };
  const stopAt = now.getTime() + budgetSeconds * 1000;
  for (const [nth, day] of days.toReversed().entries()) {
    if (app.clock.now().getTime() >= stopAt) break;
    const until = new Date(Math.min(day.getTime() + periodMs.day, beginOf('hour', now).getTime()));
    if (nth < daysByTheHour) count.hours += await rollUp(app, 'hour', { from: day, until });
    if (day < today) count.days += await rollUp(app, 'day', { from: day, until });
  }
  return count;
}

/** Counts those of the span that are due and keeps what they added up to; answers how many. */
async function rollUp(app: Pick<AppContext, 'store' | 'clock'>, period: Period, span: Span): Promise<number> {
  const now = app.clock.now();
  const kept = await app.store.get(
    'rollups',
    periodsIn(period, span).map((at) => rollupId(period, at)),
  );
  const known = new Map(kept.map((rollup) => [rollup.record.hour.getTime(), rollup]));
  const due = periodsIn(period, span).filter((at) => {
    const rollup = known.get(at.getTime());
    return !rollup || !isFresh(rollup.record, now);
  });
  const [first] = due;
  const last = due.at(-1);
  if (!first || !last) return 0;
  const figures = await figuresIn(app, period, {
    from: first,
    until: new Date(last.getTime() + periodMs[period]),
  });
  const changes = due.map((at): Change => {
    const counted = { figures: figures.get(at.getTime()) ?? noFigures, updated_at: now };
    const before = known.get(at.getTime());
    if (before) return update('rollups', before, counted);
    const row = { id: rollupId(period, at), source: period, hour: at, created_at: at, ...counted };
    return insert('rollups', row);
  });
  // A conflict means that somebody else has just counted the same.
  const { kind } = await app.store.commit({ log: null, changes });
  return kind === 'committed' ? due.length : 0;
}

/** A day is the sum of its hours. */
async function figuresIn(app: Pick<AppContext, 'store' | 'clock'>, period: Period, span: Span) {
  if (period === 'hour') return countHours(app, span);
  const days = await countFigures(app, 'day', span);
  return new Map(days.map(({ at, figures }) => [at.getTime(), figures]));
}
