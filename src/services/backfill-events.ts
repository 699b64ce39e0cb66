import type { Ensure } from '#domain/changes.ts';
import { ensure } from '#domain/changes.ts';
import type { KlaviyoEvent } from '#domain/marketing/event.ts';
import { announceLine } from '#domain/marketing/money-events.ts';
import type { Order, Transaction } from '#domain/order.ts';
import { newMessage, type OutboxMessage } from '#domain/outbox.ts';
import type { AppContext } from './app-context.ts';

export type BackfillTerms = {
  readonly since: Date;
  readonly metrics: readonly string[];
  readonly isDryRun: boolean;
};

/** How many events were found per metric. */
export type BackfillCount = { readonly metric: string; readonly found: number };

const perPage = 100;

/**
 * Owes history once more, with its own times and ids and marked as history, so that no flow is set off. What was owed then is
 * taken as it was; what older versions owed nothing for is told from the ledger. Each event is owed once, however often this
 * runs or is broken off; the outbox sends it within the shared limits. Throws StoreUnavailableError.
 */
export async function backfillEvents(app: AppContext, terms: BackfillTerms): Promise<BackfillCount[]> {
  const counts: BackfillCount[] = [];
  for (const metric of terms.metrics) {
    const found = new Set<string>();
    for await (const messages of historyOf(app, metric, terms.since)) {
      const rows = messages.map((message) => historical(app, message));
      for (const { row } of rows) found.add(row.dedupe_key);
      if (!terms.isDryRun && rows.length > 0) await app.store.commit({ log: null, changes: rows });
    }
    counts.push({ metric, found: found.size });
  }
  return counts;
}

type Owed = Pick<OutboxMessage, 'topic' | 'payload' | 'order_id' | 'dedupe_key'>;

async function* historyOf(app: AppContext, topic: string, from: Date): AsyncGenerator<readonly Owed[]> {
  for (let after: string | null | undefined; after !== null; ) {
    const page = await app.store.list('outbox', {
      where: { kind: 'klaviyo.event', topic },
      from,
      limit: perPage,
      ...(after === undefined ? {} : { after }),
    });
    yield page.rows.filter(({ dedupe_key }) => !dedupe_key.startsWith(prefix));
    after = page.next;
  }
  for (let after: string | null | undefined; after !== null; ) {
    const page = await app.store.list('payment_transactions', {
      from,
      limit: perPage,
      ...(after === undefined ? {} : { after }),
    });
    yield (await toldFrom(app, page.rows)).filter((message) => message.topic === topic);
    after = page.next;
  }
}

/** The events of ledger lines. */
async function toldFrom(app: AppContext, lines: readonly Transaction[]): Promise<readonly Owed[]> {
  const ids = [...new Set(lines.map(({ order_id }) => order_id))];
  const orders = new Map<string, Order>();
  for (const { record } of await app.store.get('payment_orders', ids)) orders.set(record.id, record);
  const around = {
    now: app.clock.now(),
    newId: app.ids.newId,
    catalog: app.catalog,
    appUrl: app.appUrl,
  };
  return lines.flatMap((line) => {
    const order = orders.get(line.order_id);
    return order ? announceLine(order, { line, reason: null }, around).map(({ row }) => row) : [];
  });
}

const prefix = 'backfill:';

function historical(app: AppContext, { topic, payload, order_id, dedupe_key }: Owed): Ensure<'outbox'> {
  const promise = {
    kind: 'klaviyo.event',
    dedupe_key: `${prefix}${dedupe_key}`,
    topic,
    payload: { ...(payload as KlaviyoEvent), backfill: true },
    order_id,
    webhook_log_id: null,
  } as const;
  return ensure('outbox', newMessage(promise, { now: app.clock.now(), newId: app.ids.newId }));
}
