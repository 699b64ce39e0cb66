import { demandRole, type Operator } from '#domain/operator.ts';
import type { Order } from '#domain/order.ts';
import { unbooked, type WebhookLog } from '#domain/webhook-log.ts';
import { slowMs, soughtIn, type WebhookFilter } from '#domain/webhook-search.ts';
import type { ListQuery } from '#libs/store/store.ts';
import type { AppContext } from '#services/app-context.ts';
import { lookThrough } from './look-through.ts';

export type WebhookRow = Pick<
  WebhookLog,
  | 'id'
  | 'event_id'
  | 'event'
  | 'provider'
  | 'status'
  | 'result'
  | 'error_code'
  | 'attempts'
  | 'duration_ms'
  | 'delay_ms'
  | 'received_at'
  | 'created_at'
> & { readonly orderNo: string | null };

export type WebhookPage = {
  readonly rows: readonly WebhookRow[];
  readonly next: string | null;
  /** How far back payloads were looked through, when time was up before the window was. */
  readonly searchedBackTo: Date | null;
};

export type WebhookListing = {
  readonly filter: WebhookFilter;
  readonly after?: string | null;
  readonly limit?: number;
};

const pageSize = 50;

/** Notifications, the latest first. Throws NotAllowedError, and RangeError on a cursor that is not ours. */
export async function webhooks(
  app: AppContext,
  operator: Operator,
  { filter, after = null, limit = pageSize }: WebhookListing,
): Promise<WebhookPage> {
  demandRole(operator, 'viewer');
  const query = await webhookQuery(app, filter);
  if (query === null) return { rows: [], next: null, searchedBackTo: null };
  const { rows, next, searchedBackTo } =
    query.containing || query.atLeast
      ? await lookThrough(app, query, { after, limit })
      : { ...(await app.store.list('webhook_logs', { ...query, after, limit })), searchedBackTo: null };
  return { rows: await withOrderNumbers(app, rows), next, searchedBackTo };
}

/** Every notification of a filter, page by page, for a file. */
export async function* everyWebhook(
  app: AppContext,
  operator: Operator,
  filter: WebhookFilter,
): AsyncGenerator<WebhookRow> {
  demandRole(operator, 'viewer');
  const query = await webhookQuery(app, filter);
  let after: string | null = null;
  do {
    if (query === null) return;
    const page: { rows: readonly WebhookLog[]; next: string | null } = await app.store.list('webhook_logs', {
      ...query,
      after,
      limit: 500,
    });
    yield* await withOrderNumbers(app, page.rows);
    after = page.next;
  } while (after !== null);
}

/** How many came since a moment, counted up to a few. */
export async function webhooksSince(
  app: AppContext,
  operator: Operator,
  { filter, since }: { filter: WebhookFilter; since: Date },
): Promise<number> {
  demandRole(operator, 'viewer');
  const query = await webhookQuery(app, filter);
  if (query === null) return 0;
  const from = new Date(since.getTime() + 1);
  return (await app.store.list('webhook_logs', { ...query, from, limit: mostNew })).rows.length;
}

const mostNew = 100;

export type WebhookQuery = Omit<ListQuery<'webhook_logs'>, 'after' | 'limit'>;

/** A filter as the store is asked; null when it names an order nobody knows. What is looked up by an id has no window. */
async function webhookQuery(app: AppContext, filter: WebhookFilter): Promise<WebhookQuery | null> {
  const { view, provider, event, from, until } = filter;
  const status = view === 'failed' || view === 'ignored' ? view : filter.status;
  const sought = soughtIn(filter.search);
  const where: Partial<WebhookLog> = {
    ...(status ? { status } : {}),
    ...(provider ? { provider } : {}),
    ...(event ? { event } : {}),
  };
  const slow = view === 'slow' ? { atLeast: { duration_ms: slowMs } } : {};
  switch (sought.by) {
    case 'nothing':
      return { where, ...slow, from, until };
    case 'text':
      return { where, ...slow, from, until, containing: { raw_data: sought.value } };
    case 'email':
      return { where: { ...where, email: sought.value }, ...slow };
    case 'event_id':
      return { where: { ...where, ...eventKey(sought.value) }, ...slow };
    case 'order': {
      const order_id = await orderIdOf(app, { order_no: sought.value });
      return order_id === null ? null : { where: { ...where, order_id }, ...slow };
    }
    case 'trade_no': {
      const order_id = await orderIdOf(app, { payment_method: 'stripe', trade_no: sought.value });
      if (order_id !== null) return { where: { ...where, order_id }, ...slow };
      // Without an order there are only events that wait for it, or do so no more.
      return { where: { ...where, trade_no: sought.value }, among: { status: unbooked }, ...slow };
    }
  }
}

/** The unique key under which an event is kept. */
const eventKey = (id: string): Partial<WebhookLog> =>
  id.startsWith('evt_') ? { stripe_event_id: id } : { provider: 'stripe', event_id: id };

async function orderIdOf({ store }: AppContext, where: Partial<Order>): Promise<string | null> {
  const { rows } = await store.list('payment_orders', { where, limit: 1 });
  return rows[0]?.id ?? null;
}

async function withOrderNumbers(
  { store }: AppContext,
  rows: readonly WebhookLog[],
): Promise<readonly WebhookRow[]> {
  const ids = [...new Set(rows.flatMap(({ order_id }) => order_id ?? []))];
  const orders = ids.length === 0 ? [] : await store.get('payment_orders', ids);
  const numbers = new Map(orders.map(({ record }) => [record.id, record.order_no]));
  return rows.map(({ raw_data: _, history: __, email: ___, ...row }) => ({
    ...row,
    orderNo: numbers.get(row.order_id ?? '') ?? null,
  }));
}
