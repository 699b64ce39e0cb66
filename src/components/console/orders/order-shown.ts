import type { ActivityLog } from '#domain/activity.ts';
import type { PossibleActs } from '#domain/operator-acts/possible.ts';
import type { Order, Transaction } from '#domain/order.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { Preorder } from '#domain/preorder.ts';
import type { RefundRecord } from '#domain/refund-record.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';

/** An order as its page in the console shows it. Amounts are minor units of its currency. */
export type ShownOrder = {
  readonly order: Order;
  readonly preorder: Preorder | null;
  readonly ledger: readonly Transaction[];
  readonly refunds: readonly RefundRecord[];
  readonly inFlight: number;
  readonly refundable: number;
  readonly messages: readonly OutboxMessage[];
  readonly history: readonly ActivityLog[];
  readonly webhooks: readonly WebhookLog[];
  readonly isMasked: boolean;
  readonly acts: PossibleActs | null;
  readonly shopperUrl: string | null;
};
