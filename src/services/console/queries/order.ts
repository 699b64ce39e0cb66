import { actorOf, demandRole, mayAct, type Operator } from '#domain/operator.ts';
import { possibleActs } from '#domain/operator-acts/possible.ts';
import type { OrderDetail } from '#domain/order-detail.ts';
import { refundable } from '#domain/refund.ts';
import { inFlight } from '#domain/refund-record.ts';
import { isRevealedTo } from '#domain/reveal.ts';
import type { AppContext } from '#services/app-context.ts';

/** Records of each kind on one page; an order with more has had a very long life. */
const mostShown = 100;

/** The order; null when there is none under the number. Throws NotAllowedError. */
export async function order(
  app: AppContext,
  operator: Operator,
  orderNo: string,
): Promise<OrderDetail | null> {
  demandRole(operator, 'viewer');
  const known = await app.store.load({ order: { method: 'stripe', orderNo } });
  if (known.order?.record.order_no !== orderNo) return null;
  const { record } = known.order;
  const of = { where: { order_id: record.id }, limit: mostShown };
  const [history, messages, webhooks] = await Promise.all([
    app.store.list('activity_logs', { where: { subject_id: record.id }, limit: mostShown }),
    app.store.list('outbox', of),
    app.store.list('webhook_logs', of),
  ]);
  const refunds = known.refunds.map((read) => read.record);
  const acts = mayAct(operator, 'operator');
  return {
    order: record,
    preorder: known.preorder?.record ?? null,
    ledger: known.transactions,
    refunds,
    inFlight: inFlight(refunds),
    refundable: refundable(record, refunds),
    messages: messages.rows.toReversed(),
    history: history.rows.toReversed(),
    webhooks: webhooks.rows.toReversed(),
    isMasked: !history.rows.some(
      (line) => line.action === 'order.revealed' && isRevealedTo(line, operator, app.clock.now()),
    ),
    acts: acts
      ? possibleActs({ ...known, order: known.order, units: new Map() }, aroundOf(app, operator))
      : null,
    shopperUrl: acts ? app.orderUrl(record) : null,
  };
}

const aroundOf = ({ clock, ids, catalog, appUrl }: AppContext, operator: Operator) => ({
  ...{ now: clock.now(), newId: ids.newId, catalog, appUrl },
  ...{ actor: actorOf(operator), actId: ids.newId(), reason: null },
});
