import { type Change, insert, update } from '#domain/changes.ts';
import {
  erasedLine,
  erasedMessage,
  erasedOrder,
  erasedPreorder,
  isErased,
  namesOf,
  openReason,
  ownerOfErased,
} from '#domain/erasure.ts';
import type { Order } from '#domain/order.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';
import type { AppContext } from '#services/app-context.ts';
import { insist } from '#services/insist.ts';
import { type OrderTraces, tracesOf } from './order-traces.ts';
import { redactedLog } from './redact-log.ts';
import { rewrite } from './rewrite.ts';

export type ErasedCount = { messages: number; events: number; lines: number };

/** Who erases whom. */
export type Erasing = { readonly personKey: string; readonly actor: string };

/** Takes the buyer out of one order and of everything that hangs on it; the order itself comes last, so that a run that is broken off finds it again. */
export async function eraseOrder(app: AppContext, order: Order, by: Erasing): Promise<ErasedCount> {
  const traces = await tracesOf(app, order.id);
  const names = namesOf(order);
  const count = {
    messages: await eraseMessages(app, traces.messages),
    events: await eraseEvents(app, traces.events),
    lines: await rewrite(app, idsOf('activity_logs', traces.lines), (line) => erasedLine(line, names)),
  };
  await rewrite(app, idsOf('refund_records', traces.refunds), ({ note }) =>
    note === null ? null : { note: null },
  );
  await insist(app, async () => ({
    changes: await decideOrder(app, { id: order.id, traces }, by),
    answer: null,
  }));
  return count;
}

/** Takes the person out of messages; what was not sent yet never is. */
export const eraseMessages = (app: AppContext, messages: readonly OutboxMessage[]): Promise<number> =>
  rewrite(app, idsOf('outbox', messages), (record) => erasedMessage(record, app.clock.now()));

/** Takes the person out of the bodies of events. */
export const eraseEvents = (app: AppContext, events: readonly WebhookLog[]): Promise<number> =>
  rewrite(app, idsOf('webhook_logs', events), (log) => redactedLog(app, log, 'erased'));

const idsOf = <T>(table: T, rows: readonly { readonly id: string }[]) => ({
  table,
  ids: rows.map(({ id }) => id),
});

async function decideOrder(
  app: AppContext,
  { id, traces }: { readonly id: string; readonly traces: OrderTraces },
  { personKey, actor }: Erasing,
): Promise<readonly Change[]> {
  const [order] = await app.store.get('payment_orders', [id]);
  if (!order || isErased(order.record)) return [];
  const [preorder] = traces.preorder ? await app.store.get('preorders', [traces.preorder.id]) : [];
  const [now, owner] = [app.clock.now(), ownerOfErased(personKey)];
  const open = openReason(order.record, preorder?.record ?? null);
  const { order_no } = order.record;
  return [
    update('payment_orders', order, { ...erasedOrder(order.record, { owner, open }), updated_at: now }),
    ...(preorder
      ? [update('preorders', preorder, { ...erasedPreorder(preorder.record, owner), updated_at: now })]
      : []),
    insert('activity_logs', {
      id: app.ids.newId(),
      subject_type: 'order',
      subject_id: id,
      action: 'order.erased',
      actor,
      level: open === null ? 'info' : 'warn',
      message: `${order_no} does not say any more whose it was${open === null ? '' : `, though it was open (${open})`}.`,
      error_code: null,
      data: { order_no, person: personKey },
      created_at: now,
    }),
  ];
}
