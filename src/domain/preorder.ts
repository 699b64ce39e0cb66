import type { Address } from './payment-event.ts';
import { isoDay } from './ship-window.ts';

export const preorderStatuses = [
  'confirmed',
  'in_production',
  'shipped',
  'delivered',
  'cancelled',
  'refunded',
] as const;
export type PreorderStatus = (typeof preorderStatuses)[number];

/** Where a preorder may go: by an operator along the first row, by its money to refunded and back. */
export const preorderMoves = {
  confirmed: ['in_production', 'cancelled', 'refunded'],
  in_production: ['shipped', 'cancelled', 'refunded'],
  shipped: ['delivered', 'refunded'],
  delivered: ['refunded'],
  cancelled: [], // its money may go back and forth; it is not made any more
  refunded: ['confirmed', 'shipped'], // only when the refund itself fails after all
} as const satisfies Record<PreorderStatus, readonly PreorderStatus[]>;

/** One paid-for unit of goods to be shipped; at most one per order. Amount is minor units of `currency`. */
export type Preorder = {
  readonly id: string;
  readonly order_id: string;
  readonly preorder_number: string;
  readonly user_id: string | null;
  readonly email: string;
  readonly color: string;
  readonly status: PreorderStatus;
  readonly session_id: string | null;
  readonly payment_intent_id: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly shipping_address: Address | null;
  readonly locale: string;
  readonly tracking_number: string | null;
  readonly carrier: string | null;
  readonly estimated_ship_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
};

/** The last day on which it ships, as `2027-03-12`; null where nobody set one. */
export const shipsByOf = ({ estimated_ship_at }: Preorder): string | null =>
  estimated_ship_at && isoDay(estimated_ship_at);
