import type { Parcel } from './carriers.ts';
import { owedBack } from './failed-refund.ts';
import type { LocalizedText } from './localized-text.ts';
import type { Money } from './money.ts';
import type { ShipWindow } from './offer.ts';
import type { Order, Transaction } from './order.ts';
import { standingOf } from './order.ts';
import type { Permission } from './order-policy.ts';
import type { OrderStep } from './order-timeline.ts';
import type { Address } from './payment-event.ts';
import type { Preorder } from './preorder.ts';
import { refundable } from './refund.ts';
import type { RefundRecord } from './refund-record.ts';

export const orderStates = [
  'pending',
  'paid',
  'being_checked',
  'sold_out',
  'in_production',
  'shipped',
  'delivered',
  'partially_refunded',
  'cancelled',
  'cancelled_free',
  'refunded',
  'refund_failed',
  'disputed',
  'failed',
  'expired',
] as const;

/** What the page of an order says first: what happened to the money, and with it to the goods. */
export type OrderState = (typeof orderStates)[number];

/** When it ships, as far as anybody knows: the window of its batch, or the day it was moved to. */
export type Shipping =
  | { readonly kind: 'window'; readonly window: ShipWindow }
  | { readonly kind: 'by'; readonly day: Date; readonly batch: string };

/** An order as its buyer sees it. */
export type OrderView = {
  readonly orderNo: string;
  readonly state: OrderState;
  readonly placedAt: Date;
  readonly productName: LocalizedText;
  readonly variant: string;
  readonly variantName: LocalizedText;
  readonly thumb: string;
  readonly quantity: number;
  readonly amounts: {
    readonly subtotal: Money;
    readonly discount: Money;
    readonly shipping: Money;
    readonly tax: Money;
    readonly total: Money;
    readonly refunded: Money;
    /** What is to go back and has not yet. */
    readonly owed: Money;
    /** What would go back if it were called off. */
    readonly rest: Money;
  };
  /** Null once it is of no interest any more. */
  readonly ships: Shipping | null;
  readonly parcel: Parcel | null;
  readonly address: Address | null;
  /** With most of it hidden: enough for its owner to know it again. */
  readonly email: string | null;
  readonly steps: readonly OrderStep[];
  /** The provider's own receipt and invoice; null where there is none, or it could not be asked for. */
  readonly receiptUrl: string | null;
  readonly invoiceUrl: string | null;
  readonly cancel: Permission;
  readonly changeAddress: Permission;
};

type OnRecord = {
  readonly order: Order;
  readonly preorder: Preorder | null;
  readonly transactions: readonly Transaction[];
  readonly refunds: readonly RefundRecord[];
};

/** Where an order stands, told by its money first. */
export function stateOf(known: OnRecord): OrderState {
  const { order, transactions } = known;
  switch (order.status) {
    case 'pending':
      return 'pending';
    case 'cancelled':
      return standingOf(transactions).charge === 'expired' ? 'expired' : 'failed';
    case 'disputed':
      return 'disputed';
    case 'refunded':
      return 'refunded';
    case 'paid':
    case 'partially_refunded':
      return stateOfPaid(known);
  }
}

function stateOfPaid({ order, preorder, refunds }: OnRecord): OrderState {
  if (owedBack(order, refunds) > 0) return 'refund_failed';
  if (order.needs_attention === 'oversold') return 'sold_out';
  if (preorder?.status === 'cancelled') return order.amount === 0 ? 'cancelled_free' : 'cancelled';
  if (order.status === 'partially_refunded') return 'partially_refunded';
  if (preorder === null) return 'being_checked';
  return preorder.status === 'confirmed' || preorder.status === 'refunded' ? 'paid' : preorder.status;
}

/** What is to go back to the buyer and has not yet, minor units: everything once the order is called off. */
export function owedTo({ order, preorder, refunds }: Omit<OnRecord, 'transactions'>): number {
  if (order.status !== 'paid' && order.status !== 'partially_refunded') return 0;
  const isCalledOff = preorder?.status === 'cancelled' || order.needs_attention === 'oversold';
  return isCalledOff ? refundable(order, []) : owedBack(order, refunds);
}

/** When it ships, while that is still ahead. */
export function shippingOf(preorder: Preorder | null, window: ShipWindow | null): Shipping | null {
  const isAhead = preorder === null || preorder.status === 'confirmed' || preorder.status === 'in_production';
  if (window === null || !isAhead) return null;
  const day = preorder?.estimated_ship_at ?? null;
  const isMoved = day !== null && day.toISOString().slice(0, 10) !== window.to;
  return isMoved ? { kind: 'by', day, batch: window.batch } : { kind: 'window', window };
}

/** An e-mail address its owner knows again and nobody else can write to. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  const [name, domain] = [email.slice(0, at), email.slice(at)];
  return name.length < 3 ? `${name.slice(0, 1)}•••${domain}` : `${name[0]}•••${name.at(-1)}${domain}`;
}
