import { type DeliveryState, type Receiver, receiverOf, stateOf, waitingStatuses } from '#domain/delivery.ts';
import { demandRole, type Operator } from '#domain/operator.ts';
import { type OutboxKind, type OutboxMessage, outboxKinds } from '#domain/outbox.ts';
import type { ListQuery } from '#libs/store/store.ts';
import type { AppContext } from '#services/app-context.ts';

/** Which messages a list is about; every part of it stands in the address. */
export type DeliveryFilter = {
  readonly view: DeliveryState | 'all';
  readonly kind: OutboxKind | null;
  readonly receiver: Receiver | null;
  /** The metric of an event or the name of a mail. */
  readonly topic: string | null;
  readonly orderNo: string | null;
  /** Created at this moment or later … */
  readonly from: Date;
  /** … and before this one. */
  readonly until: Date;
};

export type DeliveryRow = {
  readonly id: string;
  readonly state: DeliveryState;
  readonly kind: OutboxKind;
  readonly receiver: Receiver;
  readonly topic: string | null;
  readonly orderNo: string | null;
  readonly attempts: number;
  /** When it is tried next; null once nothing more is tried. */
  readonly nextAttemptAt: Date | null;
  /** Why it did not arrive, or was not to be sent. */
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
};

export type DeliveryPage = { readonly rows: readonly DeliveryRow[]; readonly next: string | null };

const pageSize = 50;

/** Messages to the outside, newest first. Throws NotAllowedError, and RangeError on a cursor that is not ours. */
export async function deliveries(
  app: AppContext,
  operator: Operator,
  { filter, after = null, limit = pageSize }: DeliveryListing,
): Promise<DeliveryPage> {
  demandRole(operator, 'viewer');
  const query = await deliveryQuery(app, filter);
  if (query === null) return { rows: [], next: null };
  const { rows, next } = await app.store.list('outbox', { ...query, after, limit });
  return { rows: await withOrderNumbers(app, rows), next };
}

export type DeliveryListing = {
  readonly filter: DeliveryFilter;
  readonly after?: string | null;
  readonly limit?: number;
};

/** Every message of a filter, page by page, for a file. */
export async function* everyDelivery(
  app: AppContext,
  operator: Operator,
  filter: DeliveryFilter,
): AsyncGenerator<DeliveryRow> {
  let after: string | null = null;
  do {
    const page: DeliveryPage = await deliveries(app, operator, { filter, after, limit: 500 });
    yield* page.rows;
    after = page.next;
  } while (after !== null);
}

type Wanted = Omit<ListQuery<'outbox'>, 'after' | 'limit'>;

/** A filter as the store is asked; null when it names an order nobody knows, which has no messages. */
export async function deliveryQuery(app: AppContext, filter: DeliveryFilter): Promise<Wanted | null> {
  const { kind, receiver, topic, orderNo, from, until } = filter;
  const order = orderNo === null ? null : await orderIdOf(app, orderNo);
  if (orderNo !== null && order === null) return null;
  const standing = byState(filter.view);
  const kinds = outboxKinds.filter((each) => receiver === null || receiverOf[each] === receiver);
  return {
    ...standing,
    where: {
      ...standing.where,
      ...(kind ? { kind } : {}),
      ...(topic ? { topic } : {}),
      ...(order ? { order_id: order } : {}),
    },
    among: { ...standing.among, ...(receiver ? { kind: kinds } : {}) },
    ...(order ? {} : { from, until }),
  };
}

function byState(view: DeliveryFilter['view']): Wanted {
  switch (view) {
    case 'all':
      return {};
    case 'pending':
      return { where: { attempts: 0 }, among: { status: waitingStatuses } };
    case 'retrying':
      return { among: { status: waitingStatuses }, atLeast: { attempts: 1 } };
    default:
      return { where: { status: view } };
  }
}

async function orderIdOf({ store }: AppContext, orderNo: string): Promise<string | null> {
  const { rows } = await store.list('payment_orders', { where: { order_no: orderNo }, limit: 1 });
  return rows[0]?.id ?? null;
}

/** Messages as the lists show them. */
export async function withOrderNumbers(
  { store }: Pick<AppContext, 'store'>,
  messages: readonly OutboxMessage[],
): Promise<readonly DeliveryRow[]> {
  const ids = [...new Set(messages.flatMap(({ order_id }) => order_id ?? []))];
  const orders = ids.length === 0 ? [] : await store.get('payment_orders', ids);
  const numbers = new Map(orders.map(({ record }) => [record.id, record.order_no]));
  return messages.map((message) => rowOf(message, numbers.get(message.order_id ?? '') ?? null));
}

function rowOf(message: OutboxMessage, orderNo: string | null): DeliveryRow {
  const { id, kind, topic, attempts, last_error: reason, created_at, sent_at, next_attempt_at } = message;
  const state = stateOf(message);
  const waits = state === 'pending' || state === 'retrying';
  return {
    ...{ id, state, kind, receiver: receiverOf[kind], topic, orderNo, attempts, reason },
    nextAttemptAt: waits ? next_attempt_at : null,
    createdAt: created_at,
    sentAt: sent_at,
  };
}
