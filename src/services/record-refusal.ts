import type { RefundPromise } from '#domain/refund.ts';
import { refuseRefund } from '#domain/refuse-refund.ts';
import type { AppContext } from './app-context.ts';
import { insist } from './insist.ts';

/**
 * Books that the provider refuses a refund for good. Done twice, it is done once. Throws StoreUnavailableError and
 * StoreConflictError; the provider is asked again then, and refuses again.
 */
export async function recordRefusal(app: AppContext, promise: RefundPromise, reason: string): Promise<void> {
  const refused = await insist(app, async () => {
    const { order, refunds } = await app.store.load({
      order: { method: promise.method, tradeNo: promise.tradeNo },
    });
    const record = refunds.find(({ record }) => record.refund_no === promise.refundNo);
    if (!order || !record) return { changes: [], answer: null };
    const around = { now: app.clock.now(), newId: app.ids.newId };
    const changes = refuseRefund({ order, record, reason }, around);
    return { changes, answer: changes.length === 0 ? null : order.record.order_no };
  });
  if (refused === null) return;
  app.log.error({ code: 'refund_refused', order_no: refused }, 'a refund was refused for good');
  app.defer(app.watchSoon);
}
