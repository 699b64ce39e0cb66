import { StoreConflictError } from '#domain/errors.ts';
import type { RefundPromise } from '#domain/refund.ts';
import { refuseRefund } from '#domain/refuse-refund.ts';
import type { AppContext } from './app-context.ts';

/** Decisions before it gives way to whoever else changes the order; the message is tried again then. */
const attempts = 5;

/**
 * Books that the provider refuses a refund for good. Done twice, it is done once. Throws StoreUnavailableError and
 * StoreConflictError; the provider is asked again then, and refuses again.
 */
export async function recordRefusal(app: AppContext, promise: RefundPromise, reason: string): Promise<void> {
  let guards: readonly string[] = [];
  for (let round = 0; round < attempts; round++) {
    const { order, refunds } = await app.store.load({
      order: { method: promise.method, tradeNo: promise.tradeNo },
    });
    const record = refunds.find(({ record }) => record.refund_no === promise.refundNo);
    if (!order || !record) return;
    const around = { now: app.clock.now(), newId: app.ids.newId };
    const changes = refuseRefund({ order, record, reason }, around);
    if (changes.length === 0) return;
    const result = await app.store.commit({ log: null, changes });
    if (result.kind === 'committed') {
      app.log.error(
        { code: 'refund_refused', order_no: order.record.order_no },
        'a refund was refused for good',
      );
      app.defer(app.watchSoon);
      return;
    }
    guards = result.kind === 'conflict' ? result.guards : ['seen'];
  }
  throw new StoreConflictError(guards);
}
