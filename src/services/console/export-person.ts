import { insert } from '#domain/changes.ts';
import { actorOf, demandRole, type Operator } from '#domain/operator.ts';
import type { Order } from '#domain/order.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';
import type { AppContext } from '#services/app-context.ts';
import { findPerson } from '#services/privacy/find-person.ts';
import { tracesOf } from '#services/privacy/order-traces.ts';

/** Everything that is kept about a person, in words of the records, as it goes into a file. */
export type PersonExport = {
  readonly email: string;
  /** ISO 8601, UTC. */
  readonly exported_at: string;
  readonly orders: readonly object[];
  /** Consents by order, as they were given. */
  readonly consents: readonly object[];
  /** Notifications that name the person and belong to none of the orders. */
  readonly other_events: readonly object[];
  /** Messages about the person that were owed before there was an order. */
  readonly other_messages: readonly object[];
};

/** Gathers all that is kept about a person, and leaves a line that somebody did. Throws NotAllowedError. */
export async function exportPerson(
  app: AppContext,
  operator: Operator,
  address: string,
): Promise<PersonExport> {
  demandRole(operator, 'admin');
  const { email, key, orders, events, messages } = await findPerson(app, address);
  const gathered: object[] = [];
  for (const order of orders) gathered.push(await withTraces(app, order));
  const now = app.clock.now();
  const line = {
    id: app.ids.newId(),
    subject_type: 'person',
    subject_id: key,
    action: 'privacy.exported',
    actor: actorOf(operator),
    level: 'info',
    message: `What is kept about somebody was exported: ${orders.length} orders and ${events.length} other events.`,
    error_code: null,
    data: { orders: orders.length },
    created_at: now,
  } as const;
  await app.store.commit({ log: null, changes: [insert('activity_logs', line)] });
  return {
    email,
    exported_at: now.toISOString(),
    orders: gathered,
    consents: orders.map(({ order_no, consent }) => ({ order_no, consent })),
    other_events: events.map(readable),
    other_messages: messages,
  };
}

async function withTraces(app: AppContext, order: Order): Promise<object> {
  const traces = await tracesOf(app, order.id);
  return { order, ...traces, events: traces.events.map(readable) };
}

/** The body as what it says, where it can be read. */
function readable({ raw_data, ...row }: WebhookLog): object {
  try {
    return { ...row, payload: JSON.parse(raw_data) as unknown };
  } catch {
    return { ...row, payload: raw_data };
  }
}
