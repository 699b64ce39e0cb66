import type { AttentionReason, Order } from './order.ts';
import { refundable } from './refund.ts';
import type { RefundRecord } from './refund-record.ts';

/**
 * What a person is to look at an order for once a refund of it failed. Money that is owed is more urgent than a payment
 * that is perhaps one too many; a doubt about the order itself stays, and what is owed is told beside it (`owedBack`).
 */
export const afterFailedRefund = (known: AttentionReason | null): AttentionReason =>
  known === null || known === 'possible_double_payment' ? 'refund_failed' : known;

/** What is left to look at once everything else about an order is settled. */
export const attentionForRefunds = (
  order: Order,
  records: readonly RefundRecord[],
): AttentionReason | null => (failedToGoBack(order, records) > 0 ? 'refund_failed' : null);

/**
 * Minor units that were to go back to the buyer and did not, because their refund failed and nobody has asked for the money
 * again since. Nothing of an order that needs no attention: a person has found another way then.
 */
export const owedBack = (order: Order, records: readonly RefundRecord[]): number =>
  order.needs_attention === null ? 0 : failedToGoBack(order, records);

/** What failed adds to it when it fails, and what is asked for later takes from it; never more than is left to give back. */
function failedToGoBack(order: Order, records: readonly RefundRecord[]): number {
  const owed = records
    .map(({ status, refund_amount, completed_at, created_at }) =>
      status === 'failed'
        ? { at: completed_at ?? created_at, change: refund_amount }
        : { at: created_at, change: -refund_amount },
    )
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || b.change - a.change)
    .reduce((sum, { change }) => Math.max(0, sum + change), 0);
  return Math.min(owed, refundable(order, records));
}
