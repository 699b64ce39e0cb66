import { type DeliveryState, deliveryStates, stateOf } from '#domain/delivery.ts';
import { demandRole, type Operator } from '#domain/operator.ts';
import type { OutboxStatus } from '#domain/outbox.ts';
import type { AppContext } from '#services/app-context.ts';
import { type DeliveryFilter, deliveryQuery } from './deliveries.ts';

/** How many messages of a filter stand how, whichever view is open. */
export type DeliveryCounts = Readonly<Record<DeliveryState | 'all', number>>;

/** Messages of one order, and messages that are tried again at the same time, that are counted one by one. */
const mostCounted = 500;

/** Counts the saved views of the list. Throws NotAllowedError. */
export async function deliveryCounts(
  app: AppContext,
  operator: Operator,
  filter: DeliveryFilter,
): Promise<DeliveryCounts> {
  demandRole(operator, 'viewer');
  const count = { pending: 0, retrying: 0, sent: 0, suppressed: 0, dead: 0 };
  const query = await deliveryQuery(app, { ...filter, view: 'all' });
  if (query === null) return { ...count, all: 0 };
  if (filter.orderNo !== null) {
    const { rows } = await app.store.list('outbox', { ...query, limit: mostCounted });
    for (const message of rows) count[stateOf(message)] += 1;
    return withSum(count);
  }
  const kinds = query.among?.kind ?? [null];
  const [retrying, ...groups] = await Promise.all([
    countRetrying(app, filter),
    ...kinds.map((kind) =>
      byStatus(app, filter, { ...query.where, ...(kind ? { kind: kind as never } : {}) }),
    ),
  ]);
  for (const [status, number] of groups.flat()) count[stateOf({ status, attempts: 0 })] += number;
  return withSum({ ...count, retrying, pending: Math.max(0, count.pending - retrying) });
}

async function byStatus(
  { store }: AppContext,
  { from, until }: DeliveryFilter,
  where: Parameters<typeof store.list<'outbox'>>[1]['where'],
): Promise<readonly (readonly [OutboxStatus, number])[]> {
  const found = await store.stats('outbox', { ...(where ? { where } : {}), from, until, by: ['status'] });
  return found.map(({ values: [status], count }) => [status as OutboxStatus, count] as const);
}

async function countRetrying(app: AppContext, filter: DeliveryFilter): Promise<number> {
  const query = await deliveryQuery(app, { ...filter, view: 'retrying' });
  return query === null ? 0 : (await app.store.list('outbox', { ...query, limit: mostCounted })).rows.length;
}

const withSum = (count: Record<DeliveryState, number>): DeliveryCounts => ({
  ...count,
  all: deliveryStates.reduce((sum, state) => sum + count[state], 0),
});
