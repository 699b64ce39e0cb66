import type { ActivityLog } from './activity.ts';
import type { PossibleActs } from './operator-acts/possible.ts';
import type { Order, Transaction } from './order.ts';
import type { OutboxMessage } from './outbox.ts';
import type { Preorder } from './preorder.ts';
import type { RefundRecord } from './refund-record.ts';
import type { WebhookLog } from './webhook-log.ts';

/** One order with everything its page in the console tells. Amounts are minor units of its currency. */
export type OrderDetail = {
  readonly order: Order;
  readonly preorder: Preorder | null;
  readonly ledger: readonly Transaction[];
  readonly refunds: readonly RefundRecord[];
  /** Minor units on their way back, and what is left to give back beside them. */
  readonly inFlight: number;
  readonly refundable: number;
  /** What it promised to the outside, oldest first. */
  readonly messages: readonly OutboxMessage[];
  /** What happened to it, oldest first. */
  readonly history: readonly ActivityLog[];
  /** The notifications it was told of, oldest first. */
  readonly webhooks: readonly WebhookLog[];
  /** Whether the shopper's data is masked for this operator. */
  readonly isMasked: boolean;
  /** Null for somebody who only looks. */
  readonly acts: PossibleActs | null;
  /** The address that opens the shopper's page; null where none can be signed, and for somebody who only looks. */
  readonly shopperUrl: string | null;
};
