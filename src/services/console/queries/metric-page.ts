import { stateOf } from '#domain/delivery.ts';
import { demandRole, type Operator } from '#domain/operator.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
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
  const counts = new Map<string, MetricCounts>();
  for (const {
    values: [metric, status],
    count,
  } of rows) {
    const name = metric ?? 'without a metric';
    const before = counts.get(name) ?? { metric: name, owed: 0, sent: 0, waiting: 0, suppressed: 0, dead: 0 };
    const part = status === 'pending' || status === 'sending' ? 'waiting' : (status as 'sent');
    counts.set(name, { ...before, owed: before.owed + count, [part]: before[part] + count });
  }
  return [...counts.values()];
}

/** How one metric fares. Throws NotAllowedError. */
export async function metricPage(
  app: AppContext,
  operator: Operator,
  { metric, from, until }: Window & { readonly metric: string },
): Promise<MetricPage> {
  demandRole(operator, 'viewer');
  const newest = async (status: OutboxMessage['status'] | null, limit: number) =>
    (
      await app.store.list('outbox', {
        where: { ...events, topic: metric, ...(status ? { status } : {}) },
        ...{ from, until, limit },
      })
    ).rows;
  const [sent, suppressed, dead, pending, latest] = await Promise.all([
    newest('sent', sampleSize),
    newest('suppressed', sampleSize),
    newest('dead', sampleSize),
    newest('pending', sampleSize),
    newest(null, latestShown),
  ]);
  return {
    delay: delayOf(sent),
    reasons: reasonsOf([...suppressed, ...dead, ...pending]),
    latest: await withOrderNumbers(app, latest),
  };
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
