import type { Change, Versioned } from './changes.ts';
import { update } from './changes.ts';
import type { Order } from './order.ts';
import type { Preorder } from './preorder.ts';
import type { RefundRecord } from './refund-record.ts';
import type { SeenUnits } from './stock-taking.ts';

/** The order somebody acts on, as it was read. */
export type OrderAtHand = {
  readonly order: Versioned<Order>;
  readonly preorder: Versioned<Preorder> | null;
  readonly refunds: readonly Versioned<RefundRecord>[];
  /** The pieces of a limited colour that are its own. */
  readonly units: SeenUnits;
};

export const refundsOf = ({ refunds }: Pick<OrderAtHand, 'refunds'>): readonly RefundRecord[] =>
  refunds.map(({ record }) => record);

/** The order moves with every act, so that none slips past a payment event or another act. */
export const guard = (
  { order }: OrderAtHand,
  { now }: { now: Date },
  set: Partial<Omit<Order, 'id'>> = {},
): Change => update('payment_orders', order, { ...set, version: order.record.version + 1, updated_at: now });
