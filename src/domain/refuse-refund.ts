import type { Change, Versioned } from './changes.ts';
import { insert, update } from './changes.ts';
import { afterFailedRefund } from './failed-refund.ts';
import { formatMoney, money } from './money.ts';
import type { Order } from './order.ts';
import type { RefundRecord } from './refund-record.ts';
import { isUnderWay } from './refund-record.ts';

type Refused = {
  readonly order: Versioned<Order>;
  readonly record: Versioned<RefundRecord>;
  /** What the provider said. */
  readonly reason: string;
};

type Around = { readonly now: Date; readonly newId: () => string };

/** Longest reason that is kept; a provider may say anything. */
const longestReason = 300;

/**
 * What has to be written when the provider refuses a refund for good: it is over, its money can be asked for again, and
 * somebody has to look at the order. Nothing where it is over already, or where the provider has told of it: its word
 * counts, and no answer to us.
 */
export function refuseRefund({ order, record, reason }: Refused, { now, newId }: Around): readonly Change[] {
  if (!isUnderWay(record.record) || record.record.provider_refund_id !== null) return [];
  const { id, payment_method, needs_attention, version } = order.record;
  const { refund_no, refund_amount, currency } = record.record;
  const amount = formatMoney(money(refund_amount, currency), 'en');
  const failure_reason = reason.slice(0, longestReason);
  return [
    update('refund_records', record, {
      status: 'failed',
      failure_reason,
      completed_at: now,
      updated_at: now,
    }),
    update('payment_orders', order, {
      needs_attention: afterFailedRefund(needs_attention),
      version: version + 1,
      updated_at: now,
    }),
    insert('activity_logs', {
      ...{
        id: newId(),
        subject_type: 'order',
        subject_id: id,
        action: 'refund.refused',
        actor: payment_method,
      },
      ...{
        level: 'error',
        error_code: 'refund_refused',
        data: { refund_no, amount: refund_amount, currency },
      },
      message: `${amount} did not go back, and can be asked for again: ${failure_reason}`,
      created_at: now,
    }),
  ];
}
