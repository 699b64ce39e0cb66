import { insert } from '#domain/changes.ts';
import { actorOf, demandRole, type Operator } from '#domain/operator.ts';
import type { AppContext } from '#services/app-context.ts';

/** Shows an operator the shopper behind an order for a while, and notes that they looked and why. False: there is no such order. */
export async function revealOrder(
  app: AppContext,
  operator: Operator,
  { orderNo, reason }: { readonly orderNo: string; readonly reason: string },
): Promise<boolean> {
  demandRole(operator, 'operator');
  const { order } = await app.store.load({ order: { method: 'stripe', orderNo } });
  if (order === null) return false;
  const line = insert('activity_logs', {
    id: app.ids.newId(),
    subject_type: 'order',
    subject_id: order.record.id,
    action: 'order.revealed',
    actor: actorOf(operator),
    level: 'info',
    message: `The personal data of ${orderNo} was looked at.`,
    error_code: null,
    data: { order_no: orderNo, reason },
    created_at: app.clock.now(),
  });
  await app.store.commit({ log: null, changes: [line] });
  return true;
}
