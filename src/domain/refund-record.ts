import type { RefundStatus } from './payment-event.ts';
import type { RefundReason } from './refund.ts';

/** Where a request to give money back may go; a success can still fail later, and then its order is open again. */
export const refundMoves = {
  pending: ['processing', 'succeeded', 'failed'],
  processing: ['succeeded', 'failed'],
  succeeded: ['failed'],
  failed: ['processing'],
} as const satisfies Record<RefundStatus, readonly RefundStatus[]>;

/** A request to give money back, with a life of its own. The amount is minor units of `currency`. */
export type RefundRecord = {
  readonly id: string;
  readonly order_id: string;
  /** Names the promise at the provider. */
  readonly refund_no: string;
  readonly refund_amount: number;
  readonly currency: string;
  readonly status: RefundStatus;
  readonly refund_reason: RefundReason;
  /** What an operator wrote about it. */
  readonly note: string | null;
  /** Who wanted it: `buyer`, `system`, or an operator by name; a refund of the provider's dashboard has none of ours. */
  readonly requested_by: string;
  readonly provider_refund_id: string | null;
  readonly failure_reason: string | null;
  readonly completed_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
};
