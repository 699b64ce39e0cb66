import { type Change, ensure, insert } from '#domain/changes.ts';
import { type OpenReason, openReason } from '#domain/erasure.ts';
import { oweDeletion } from '#domain/klaviyo-deletion.ts';
import { actorOf, demandRole, type Operator } from '#domain/operator.ts';
import type { AppContext } from '#services/app-context.ts';
import { eraseEvents, eraseMessages, eraseOrder } from '#services/privacy/erase-order.ts';
import { findPerson, type PersonOnRecord } from '#services/privacy/find-person.ts';
import { tracesOf } from '#services/privacy/order-traces.ts';

export type ErasureOrder = {
  readonly email: string;
  /** Null only counts. */
  readonly reason: string | null;
  /** Also takes the buyer out of orders that are not over. */
  readonly despiteOpenOrders?: boolean;
};

export type Erasure = {
  /** `counted`: a dry run. `open`: some order still needs its buyer, and nothing was changed. */
  readonly kind: 'counted' | 'open' | 'erased';
  readonly orders: number;
  readonly messages: number;
  readonly events: number;
  readonly lines: number;
  readonly open: readonly { readonly orderNo: string; readonly reason: OpenReason }[];
};

/**
 * Takes a person out of everything that is kept, and has Klaviyo do the same. Money stays, under a pseudonym. It may be
 * broken off at any point and run again, and finds nothing the second time. Throws NotAllowedError, and RangeError
 * without a reason.
 */
export async function erasePerson(
  app: AppContext,
  operator: Operator,
  { email, reason, despiteOpenOrders = false }: ErasureOrder,
): Promise<Erasure> {
  demandRole(operator, 'admin');
  if (reason?.trim() === '') throw new RangeError('An erasure needs a reason.');
  const person = await findPerson(app, email);
  const planned = await countOf(app, person);
  if (reason === null) return { kind: 'counted', ...planned };
  if (planned.open.length > 0 && !despiteOpenOrders) return { kind: 'open', ...planned };
  const by = { personKey: person.key, actor: actorOf(operator) };
  await begin(app, person, { ...by, reason: reason.trim() });
  await eraseMessages(app, person.messages);
  for (const order of person.orders) await eraseOrder(app, order, by);
  await eraseEvents(app, person.events);
  app.defer(() => app.drainSoon());
  return { kind: 'erased', ...planned };
}

async function countOf(
  app: AppContext,
  { orders, events, messages }: PersonOnRecord,
): Promise<Omit<Erasure, 'kind'>> {
  const count = { orders: orders.length, messages: messages.length, events: events.length, lines: 0 };
  const open: { orderNo: string; reason: OpenReason }[] = [];
  for (const order of orders) {
    const traces = await tracesOf(app, order.id);
    count.messages += traces.messages.length;
    count.events += traces.events.length;
    count.lines += traces.lines.length;
    const reason = openReason(order, traces.preorder);
    if (reason !== null) open.push({ orderNo: order.order_no, reason });
  }
  return { ...count, open };
}

/** The line that says that somebody was erased, and what Klaviyo is to be told, before anything that leads there is gone. */
async function begin(
  app: AppContext,
  { email, key, orders, events, messages }: PersonOnRecord,
  { actor, reason }: { readonly actor: string; readonly reason: string },
): Promise<void> {
  // The newest one goes last, so that a run after one that was broken off asks for the same deletion.
  const newest = orders.at(-1) ?? events.at(-1) ?? messages.at(-1);
  if (!newest) return;
  const around = { now: app.clock.now(), newId: app.ids.newId };
  const line: Change = insert('activity_logs', {
    id: app.ids.newId(),
    subject_type: 'person',
    subject_id: key,
    action: 'privacy.erased',
    actor,
    level: 'warn',
    message: `Somebody was erased from ${orders.length} orders and ${events.length} other events. ${reason.replaceAll(email, '[erased]')}`,
    error_code: null,
    data: { orders: orders.length },
    created_at: around.now,
  });
  const deletion = oweDeletion({ email, name: `${key}:${newest.id}` }, around);
  await app.store.commit({ log: null, changes: [line, ensure('outbox', deletion)] });
}
