import {
  hoursSeen,
  type Signs,
  type Waiting,
  type WaitingName,
  waitingNames,
  waitingOf,
} from '#domain/alerts/signs.ts';
import type { Records, TableName } from '#domain/changes.ts';
import { addFigures } from '#domain/figures.ts';
import { attentionReasons } from '#domain/order.ts';
import { beginOf, periodMs } from '#domain/rollup.ts';
import { brokenDown } from '#domain/webhook-log.ts';
import type { ListQuery } from '#libs/store/store.ts';
import type { AppContext } from './app-context.ts';
import { countFigures } from './count-figures.ts';
import { owedRefunds } from './owed-refunds.ts';

/** As many as are counted of what waits for a person. */
const most = 100;

type Looking = Pick<AppContext, 'store' | 'clock'>;

/** Looks at everything that the rules judge by. */
export async function readSigns(app: Looking): Promise<Signs> {
  const now = app.clock.now();
  const from = beginOf('hour', new Date(now.getTime() - (hoursSeen.lastWeek - 1) * periodMs.hour));
  const [hours, waits] = await Promise.all([
    countFigures(app, 'hour', { from, until: now }),
    readWaiting(app),
  ]);
  const last = (count: number) => addFigures(hours.slice(-count).map(({ figures }) => figures));
  return {
    recent: last(hoursSeen.recent),
    lastHours: last(hoursSeen.lastHours),
    lastDay: last(hoursSeen.lastDay),
    lastWeek: last(hoursSeen.lastWeek),
    ...waits,
  };
}

type LookFor = (app: Looking, ago: (period: 'hour' | 'day', count: number) => Date) => Promise<Waiting>;

/** Everything that may wait for a person, each a bounded question of its own. */
const looks: Readonly<Record<WaitingName, LookFor>> = {
  dead: (app) => waiting(app, 'outbox', { where: { status: 'dead' } }, (message) => message.last_error),
  stuck: (app) =>
    waiting(app, 'webhook_logs', { where: { status: 'failed', next_attempt_at: null } }, (log) => log.result),
  broken: (app) =>
    waiting(
      app,
      'webhook_logs',
      { where: { status: 'failed', error_code: brokenDown } },
      (log) => log.result,
    ),
  held: (app) =>
    waiting(
      app,
      'payment_orders',
      { among: { needs_attention: attentionReasons } },
      (order) => order.order_no,
      (order) => `${order.id}:${order.needs_attention}`,
    ),
  owedRefunds: (app) => owedRefunds(app, most),
  lateRefunds: (app, ago) =>
    waiting(
      app,
      'refund_records',
      { among: { status: ['pending', 'processing'] }, from: ago('day', 90), until: ago('day', 1) },
      (refund) => refund.refund_no,
    ),
  repairs: (app, ago) =>
    waiting(
      app,
      'activity_logs',
      { where: { level: 'error', actor: 'reconcile' }, from: ago('day', 1) },
      (line) => line.message,
    ),
  // Prices are compared once a day at the least.
  drifts: (app, ago) =>
    waiting(
      app,
      'activity_logs',
      { where: { level: 'error', action: 'price.drifted' }, from: ago('hour', 25) },
      (line) => line.message,
      (line) => line.subject_id,
    ),
};

/** The part of it that waits for a person. */
export const readWaiting = (app: Looking): Promise<Record<WaitingName, Waiting>> =>
  lookFor(app, waitingNames);

/** Some of what waits for a person, all asked for at once. */
export async function lookFor<Name extends WaitingName>(
  app: Looking,
  names: readonly Name[],
): Promise<Record<Name, Waiting>> {
  const now = app.clock.now().getTime();
  const ago = (period: 'hour' | 'day', count: number) => new Date(now - count * periodMs[period]);
  const found = await Promise.all(names.map(async (name) => [name, await looks[name](app, ago)] as const));
  return Object.fromEntries(found) as Record<Name, Waiting>;
}

async function waiting<T extends TableName>(
  { store }: Looking,
  table: T,
  query: Omit<ListQuery<T>, 'limit' | 'after'>,
  wordsOf: (record: Records[T]) => string | null,
  subjectOf?: (record: Records[T]) => string,
): Promise<Waiting> {
  return waitingOf(await store.list(table, { ...query, limit: most }), wordsOf, subjectOf);
}
