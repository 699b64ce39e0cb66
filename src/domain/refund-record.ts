import type { RefundStatus } from './payment-event.ts';

/** Where a request to give money back may go; a success can still fail later, and then its order is open again. */
export const refundMoves = {
  pending: ['processing', 'succeeded', 'failed'],
  processing: ['succeeded', 'failed'],
  succeeded: ['failed'],
  failed: ['processing', 'succeeded'], // by a further attempt, of which the provider may tell only the end
} as const satisfies Record<RefundStatus, readonly RefundStatus[]>;

export type RefundReason =
  | 'cancelled_by_buyer'
  | 'asked_by_buyer'
  | 'sold_out'
  | 'not_deliverable'
  | 'paid_twice'
  | 'fraud'
  | 'goodwill'
  /** Asked for in the provider's dashboard without a word. */
  | 'unstated';

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
  /** Who wanted it: `buyer`, `system`, or an operator by name; `stripe` for one of the provider's dashboard. */
  readonly requested_by: string;
  /** The provider's object of the latest attempt; null until it has told of one. */
  readonly provider_refund_id: string | null;
  /** How often the provider was asked as far as it has told; it rises only after a definite failure. */
  readonly attempt: number;
  readonly failure_reason: string | null;
  readonly completed_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
};

/** Money that was asked for and may still go. */
export const isUnderWay = ({ status }: Pick<RefundRecord, 'status'>): boolean =>
  status === 'pending' || status === 'processing';

/** Minor units that were asked for and may still go. */
export const inFlight = (records: readonly RefundRecord[]): number =>
  records.filter(isUnderWay).reduce((sum, { refund_amount }) => sum + refund_amount, 0);
