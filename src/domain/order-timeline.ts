import type { ActivityLog } from './activity.ts';
import type { ShipWindow } from './offer.ts';
import type { OrderState } from './order-state.ts';
import type { Preorder, PreorderStatus } from './preorder.ts';
import type { Shipping } from './shipping-date.ts';
import { shippingOf } from './shipping-date.ts';

export const stepNames = [
  'payment_started',
  'paid',
  'declined',
  'closed',
  'refund_asked',
  'refund_sent',
  'refund_returned',
  'dispute_open',
  'dispute_won',
  'dispute_lost',
  'cancelled',
  'address_changed',
  'links_revoked',
  'production',
  'shipping',
  'delivered',
  'waiting',
  'checking',
  'refund_owed',
  'refund_shown',
  'another_way',
  'reviewing',
] as const;
/** A station of an order in words a shopper understands; every one has a text in every language. */
export type StepName = (typeof stepNames)[number];

export type OrderStep = {
  readonly name: StepName;
  readonly at: 'done' | 'now' | 'todo' | 'stop';
  /** When it happened; null for what has not, and where nobody wrote it down. */
  readonly time: Date | null;
};

/** What a line of the activity log means to the buyer; other lines are for operators. */
const told: Readonly<Record<string, StepName>> = {
  'charge.pending': 'payment_started',
  'charge.succeeded': 'paid',
  'charge.failed': 'declined',
  'charge.expired': 'closed',
  'refund.pending': 'refund_asked',
  'refund.processing': 'refund_asked',
  'refund.succeeded': 'refund_sent',
  'refund.failed': 'refund_returned',
  'dispute.open': 'dispute_open',
  'dispute.won': 'dispute_won',
  'dispute.lost': 'dispute_lost',
  'order.cancelled': 'cancelled',
  'order.address_changed': 'address_changed',
  'order.links_revoked': 'links_revoked',
};

const setbacks: ReadonlySet<StepName> = new Set(['declined', 'closed', 'refund_returned', 'dispute_lost']);

/** The stations of the goods, and how an operator's line about one is called. */
const stations = [
  { name: 'production', status: 'in_production', action: 'preorder.in_production' },
  { name: 'shipping', status: 'shipped', action: 'preorder.shipped' },
  { name: 'delivered', status: 'delivered', action: 'preorder.delivered' },
] as const;

/** What is still to come, or going on, after what the log tells. */
const outlook: Record<OrderState, readonly Omit<OrderStep, 'time'>[]> = {
  pending: [
    { name: 'waiting', at: 'now' },
    { name: 'paid', at: 'todo' },
  ],
  paid: [],
  being_checked: [{ name: 'checking', at: 'now' }],
  sold_out: [{ name: 'refund_owed', at: 'now' }],
  in_production: [],
  shipped: [],
  delivered: [],
  partially_refunded: [],
  cancelled: [{ name: 'refund_owed', at: 'now' }],
  cancelled_free: [],
  refunded: [{ name: 'refund_shown', at: 'now' }],
  refund_failed: [{ name: 'another_way', at: 'now' }],
  disputed: [{ name: 'reviewing', at: 'now' }],
  failed: [{ name: 'paid', at: 'todo' }],
  expired: [{ name: 'paid', at: 'todo' }],
};

/** In these the goods go on their way. */
const moving: ReadonlySet<OrderState> = new Set([
  'paid',
  'being_checked',
  'in_production',
  'shipped',
  'delivered',
  'partially_refunded',
]);

/** Whether the goods go on their way: also while money is owed for them, unless they were called off or never begun. */
const areGoodsMoving = (state: OrderState, goods: PreorderStatus | null): boolean =>
  moving.has(state) || (state === 'refund_failed' && goods !== null && goods !== 'cancelled');

/** When it ships in a state in which it is to; null in every other, and once it has left. */
export const shipsIn = (state: OrderState, preorder: Preorder | null, window: ShipWindow): Shipping | null =>
  state === 'pending' || areGoodsMoving(state, preorder?.status ?? null)
    ? shippingOf(preorder, window)
    : null;

type Line = Pick<ActivityLog, 'action' | 'created_at'>;

/** The way of an order, oldest first: what happened, what is going on, what is to come; never a date nobody knows. */
export function timelineOf(
  state: OrderState,
  lines: readonly Line[],
  goods: PreorderStatus | null,
): readonly OrderStep[] {
  const happened = lines
    .toSorted((a, b) => a.created_at.getTime() - b.created_at.getTime())
    .flatMap(({ action, created_at: time }): OrderStep[] => {
      const name = Object.hasOwn(told, action) ? told[action] : undefined;
      return name === undefined ? [] : [{ name, at: setbacks.has(name) ? 'stop' : 'done', time }];
    });
  const ahead = outlook[state].map((step): OrderStep => ({ ...step, time: null }));
  return [...happened, ...ahead, ...(areGoodsMoving(state, goods) ? wayOf(goods, lines) : [])];
}

function wayOf(goods: PreorderStatus | null, lines: readonly Line[]): OrderStep[] {
  const reached = stations.findIndex(({ status }) => status === goods);
  return stations.map(({ name, action }, nth): OrderStep => {
    const time = lines.find((line) => line.action === action)?.created_at ?? null;
    const last = nth === stations.length - 1;
    const at = nth > reached ? 'todo' : nth === reached && !last ? 'now' : 'done';
    return { name, at, time };
  });
}
