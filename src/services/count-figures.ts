import type { TableName } from '#domain/changes.ts';
import {
  addFigures,
  addLines,
  type Figures,
  type Lines,
  noFigures,
  type ProcessFigures,
} from '#domain/figures.ts';
import {
  beginOf,
  isFresh,
  type Period,
  type PeriodFigures,
  periodMs,
  periodsIn,
  type Rollup,
  rollupId,
} from '#domain/rollup.ts';
import type { Page, StatsQuery, StatsRow } from '#libs/store/store.ts';
import type { AppContext } from './app-context.ts';

/** A part of time; it ends before `until`. */
export type Span = { readonly from: Date; readonly until: Date };

type Counting = Pick<AppContext, 'store' | 'clock'>;

/**
 * What every hour or day of a window added up to, oldest first. Hours that were rolled up lately are taken as they are, and
 * the others, the one that is not over among them, are counted.
 */
export async function countFigures(app: Counting, period: Period, span: Span): Promise<PeriodFigures[]> {
  const begins = periodsIn(period, span).filter((at) => at.getTime() >= span.from.getTime());
  const kept = await keptFigures(app, period, whole(period, begins, span));
  const missing = begins.filter((at) => !kept.has(at.getTime()));
  const counted = await Promise.all(
    runsOf(period, missing).map((run) =>
      countRun(app, period, { from: run.from, until: run.until < span.until ? run.until : span.until }),
    ),
  );
  const found = new Map([...kept, ...counted.flatMap((run) => [...run])]);
  return begins.map((at) => ({ at, figures: found.get(at.getTime()) ?? noFigures }));
}

type Found = ReadonlyMap<number, Figures>;

/** The last one may be cut off by the end of the window, and then nobody has counted just that part. */
const whole = (period: Period, begins: readonly Date[], { until }: Span): readonly Date[] =>
  begins.filter((at) => at.getTime() + periodMs[period] <= until.getTime());

async function keptFigures(app: Counting, period: Period, begins: readonly Date[]): Promise<Found> {
  const ids = begins.map((at) => rollupId(period, at));
  const kept = ids.length === 0 ? [] : await app.store.get('rollups', ids);
  const now = app.clock.now();
  return new Map(
    kept
      .filter(({ record }) => isFresh(record, now))
      .map(({ record }) => [
        record.hour.getTime(),
        { ...noFigures, ...(record.figures as Partial<Figures>) },
      ]),
  );
}

/** Hours or days that follow one another are counted together. */
function runsOf(period: Period, begins: readonly Date[]): Span[] {
  const runs: Span[] = [];
  for (const from of begins) {
    const until = new Date(from.getTime() + periodMs[period]);
    const last = runs.at(-1);
    if (last?.until.getTime() === from.getTime()) runs.splice(-1, 1, { from: last.from, until });
    else runs.push({ from, until });
  }
  return runs;
}

async function countRun(app: Counting, period: Period, span: Span): Promise<Found> {
  if (period === 'hour') return countHours(app, span);
  const hours = await countFigures(app, 'hour', span);
  const days = Map.groupBy(hours, ({ at }) => beginOf('day', at).getTime());
  return new Map(
    [...days].map(([day, parts]) => [day, addFigures(parts.map(({ figures }) => figures))] as const),
  );
}

/** Counts every hour from the records themselves. */
export async function countHours(app: Pick<AppContext, 'store'>, span: Span): Promise<Found> {
  const rowsOf = <T extends TableName>(table: T, query: Omit<StatsQuery<T>, 'from' | 'until' | 'every'>) =>
    app.store.stats(table, { ...query, ...span, every: 'hour' });
  const [orders, payments, webhooks, delays, deliveries, processes] = await Promise.all([
    rowsOf('payment_orders', {
      by: ['status', 'variant', 'country', 'locale', 'currency'],
      sum: 'amount',
    }),
    rowsOf('payment_transactions', { by: ['action_type', 'status', 'currency'], sum: 'amount' }),
    rowsOf('webhook_logs', { by: ['provider', 'status'], sum: 'duration_ms', spread: 'duration_ms' }),
    rowsOf('webhook_logs', { by: [], sum: 'delay_ms', spread: 'delay_ms' }),
    rowsOf('outbox', { by: ['kind', 'status'] }),
    processFigures(app, span),
  ]);
  const hours = Map.groupBy(
    [
      ...named(orders, (rows) => ({
        colours: addLines(rows, [0, 1, 4]),
        countries: addLines(rows, [0, 2, 4]),
        languages: addLines(rows, [0, 3, 4]),
      })),
      ...named(payments, (rows) => ({ payments: rows })),
      ...named(webhooks, (rows) => ({ webhooks: rows })),
      ...named(delays, (rows) => ({ delays: rows })),
      ...named(deliveries, (rows) => ({ deliveries: rows })),
      ...processes,
    ],
    ({ at }) => at,
  );
  return new Map([...hours].map(([at, parts]) => [at, addFigures(parts.map(({ figures }) => figures))]));
}

type Part = { readonly at: number; readonly figures: Partial<Figures> };

/** The rows of each hour as the figures they are. */
const named = (rows: readonly StatsRow[], figuresOf: (rows: Lines) => Partial<Figures>): Part[] =>
  [...Map.groupBy(rows, ({ at }) => at?.getTime() ?? 0)].map(([at, ofHour]) => ({
    at,
    figures: figuresOf(ofHour.map(({ at: _, ...line }) => line)),
  }));

const pageOfProcesses = 300;

async function processFigures({ store }: Pick<AppContext, 'store'>, span: Span): Promise<Part[]> {
  const parts: Part[] = [];
  let after: string | null = null;
  do {
    const page: Page<Rollup> = await store.list('rollups', {
      where: { source: 'process' },
      ...{ ...span, after, limit: pageOfProcesses },
    });
    for (const { hour, figures } of page.rows)
      parts.push({ at: hour.getTime(), figures: figures as ProcessFigures });
    after = page.next;
  } while (after !== null);
  return parts;
}
