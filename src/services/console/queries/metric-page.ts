import { stateOf } from '#domain/delivery.ts';
import { demandRole, type Operator } from '#domain/operator.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { StatsRow } from '#libs/store/store.ts';
import type { AppContext } from '#services/app-context.ts';
import { type DeliveryRow, withOrderNumbers } from './deliveries.ts';

/** How the events of one metric fared in a window. */
export type MetricCounts = {
  readonly metric: string;
  readonly owed: number;
  readonly sent: number;
  /** Not tried yet, being sent, or tried again. */
  readonly waiting: number;
  readonly suppressed: number;
  readonly dead: number;
};

export type MetricPage = {
  /** Day by day in UTC, the newest first; days without an event are left out. */
  readonly days: readonly (Omit<MetricCounts, 'metric'> & { readonly day: Date })[];
  /** From the moment an event was owed until Klaviyo accepted it, seconds, over the newest that arrived; null without any. */
  readonly delay: { readonly p50: number; readonly p95: number; readonly of: number } | null;
  /** Why events did not arrive, the most frequent reason first, over the newest that did not. */
  readonly reasons: readonly { readonly state: string; readonly reason: string; readonly count: number }[];
  readonly latest: readonly DeliveryRow[];
};

export type Window = { readonly from: Date; readonly until: Date };

/** Messages a delay or a list of reasons is made of. */
const sampleSize = 500;
const latestShown = 20;

const events = { kind: 'klaviyo.event' } as const;

/** What was owed, sent, suppressed and given up in a window, by metric. Throws NotAllowedError. */
export async function metricCounts(
  app: AppContext,
  operator: Operator,
  { from, until }: Window,
): Promise<readonly MetricCounts[]> {
  demandRole(operator, 'viewer');
  const rows = await app.store.stats('outbox', { where: events, from, until, by: ['topic', 'status'] });
  const byMetric = Map.groupBy(rows, ({ values: [metric] }) => metric ?? 'without a metric');
  return [...byMetric].map(([metric, group]) => ({ metric, ...sumOf(group, 1) }));
}

type Counts = Omit<MetricCounts, 'metric'>;

/** Adds up rows whose value at `place` is the status. */
function sumOf(rows: readonly StatsRow[], place: number): Counts {
  const sum = { owed: 0, sent: 0, waiting: 0, suppressed: 0, dead: 0 };
  for (const { values, count } of rows) {
    const status = values[place];
    sum.owed += count;
    sum[status === 'pending' || status === 'sending' ? 'waiting' : (status as 'sent')] += count;
  }
  return sum;
}

/** How one metric fares. Throws NotAllowedError. */
export async function metricPage(
  app: AppContext,
  operator: Operator,
  { metric, from, until }: Window & { readonly metric: string },
): Promise<MetricPage> {
  demandRole(operator, 'viewer');
  const where = { ...events, topic: metric };
  const newest = async (status: OutboxMessage['status'] | null, limit: number) =>
    (
      await app.store.list('outbox', {
        where: { ...where, ...(status ? { status } : {}) },
        ...{ from, until, limit },
      })
    ).rows;
  const [volume, sent, suppressed, dead, pending, latest] = await Promise.all([
    app.store.stats('outbox', { where, from, until, by: ['status'], every: 'day' }),
    newest('sent', sampleSize),
    newest('suppressed', sampleSize),
    newest('dead', sampleSize),
    newest('pending', sampleSize),
    newest(null, latestShown),
  ]);
  return {
    days: daysOf(volume),
    delay: delayOf(sent),
    reasons: reasonsOf([...suppressed, ...dead, ...pending]),
    latest: await withOrderNumbers(app, latest),
  };
}

function daysOf(volume: readonly StatsRow[]): MetricPage['days'] {
  const byDay = Map.groupBy(volume, ({ at }) => at?.getTime() ?? 0);
  return [...byDay]
    .sort(([a], [b]) => b - a)
    .map(([at, group]) => ({ day: new Date(at), ...sumOf(group, 0) }));
}

function delayOf(sent: readonly OutboxMessage[]): MetricPage['delay'] {
  const seconds = sent
    .flatMap(({ created_at, sent_at }) =>
      sent_at ? [(sent_at.getTime() - created_at.getTime()) / 1000] : [],
    )
    .sort((a, b) => a - b);
  const rank = (part: number): number => seconds[Math.ceil(part * seconds.length) - 1] ?? 0;
  return seconds.length === 0 ? null : { p50: rank(0.5), p95: rank(0.95), of: seconds.length };
}

/** Names of orders differ from reason to reason and would make each its own. */
const withoutNumbers = (reason: string): string => reason.replaceAll(/\b[A-Z]+-[0-9A-Z]{8}\b/g, 'an order');

function reasonsOf(messages: readonly OutboxMessage[]): MetricPage['reasons'] {
  const counts = new Map<string, MetricPage['reasons'][number]>();
  for (const message of messages) {
    if (message.last_error === null) continue;
    const line = { state: stateOf(message), reason: withoutNumbers(message.last_error) };
    const key = `${line.state} ${line.reason}`;
    counts.set(key, { ...line, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
