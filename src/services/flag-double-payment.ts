import type { ActivityLog } from '#domain/activity.ts';
import { insert, update } from '#domain/changes.ts';
import type { Order } from '#domain/order.ts';
import { wasPaid } from '#domain/order.ts';
import type { AppContext } from './app-context.ts';

/** Two paid orders of one buyer for the same thing within this time are probably one wish paid twice, seconds. */
const suspicionSeconds = 3600;

/** Orders looked at per buyer. */
const ordersPerBuyer = 20;

/** Flags new orders that look like a second payment for the same wish. All orders stay as they are; a person decides. */
export async function flagDoublePayments(app: AppContext, newborn: readonly Order[]): Promise<void> {
  const suspects = newborn.filter(
    ({ status, needs_attention }) => wasPaid(status) && needs_attention === null,
  );
  const emails = [...new Set(suspects.flatMap(({ email }) => email ?? []))];
  if (emails.length === 0) return;
  const { rows } = await app.store.list('payment_orders', {
    among: { email: emails },
    limit: emails.length * ordersPerBuyer,
  });
  for (const order of suspects) {
    const twin = rows.find((other) => isTwin(order, other));
    if (twin) await flag(app, order, twin);
  }
}

function isTwin(order: Order, other: Order): boolean {
  const apart = Math.abs(order.created_at.getTime() - other.created_at.getTime()) / 1000;
  return (
    other.id !== order.id &&
    other.email === order.email &&
    wasPaid(other.status) &&
    other.product_id === order.product_id &&
    other.variant === order.variant &&
    other.session_id !== order.session_id &&
    apart <= suspicionSeconds
  );
}

async function flag(app: AppContext, order: Order, twin: Order): Promise<void> {
  const { order: known } = await app.store.load({
    order: { method: order.payment_method, sessionId: order.session_id },
  });
  if (!known || known.record.needs_attention !== null) return;
  const now = app.clock.now();
  const message = `${order.order_no} and ${twin.order_no} were paid by the same buyer for the same colour within an hour; perhaps one is to be refunded.`;
  const line: ActivityLog = {
    id: app.ids.newId(),
    subject_type: 'order',
    subject_id: order.id,
    action: 'order.flagged',
    actor: 'system',
    level: 'warn',
    message,
    error_code: 'possible_double_payment',
    data: { order_no: order.order_no, twin: twin.order_no },
    created_at: now,
  };
  const set = {
    needs_attention: 'possible_double_payment',
    version: known.record.version + 1,
    updated_at: now,
  } as const;
  const result = await app.store.commit({
    log: null,
    changes: [update('payment_orders', known, set), insert('activity_logs', line)],
  });
  if (result.kind === 'committed')
    app.log.warn({ order_no: order.order_no, code: 'possible_double_payment' }, message);
}
