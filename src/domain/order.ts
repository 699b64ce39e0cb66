import type { Consent } from './consent.ts';
import type { ProductType } from './offer.ts';
import type { Address, ChargeStatus, DisputeStatus, PaymentMethod, RefundStatus } from './payment-event.ts';

export const orderStatuses = [
  'pending',
  'paid',
  'partially_refunded',
  'refunded',
  'disputed',
  'cancelled',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** Where an order may go. Facts are folded into a status; this table is what a status may follow. */
export const orderMoves = {
  pending: ['paid', 'cancelled'],
  paid: ['partially_refunded', 'refunded', 'disputed'],
  partially_refunded: ['partially_refunded', 'refunded', 'disputed', 'paid'],
  refunded: ['partially_refunded', 'paid', 'disputed'], // a refund that fails after its success gives the money back to the order
  disputed: ['paid', 'partially_refunded', 'refunded'],
  cancelled: ['paid', 'refunded'], // paid after cancel is honoured or refunded, never dropped
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

export const attentionReasons = [
  'amount_mismatch',
  'unstamped_price',
  'unknown_product',
  'missing_email',
  'possible_double_payment',
  'refund_failed',
  /** Paid when nothing was left, not even the buffer. */
  'oversold',
] as const;
export type AttentionReason = (typeof attentionReasons)[number];

/** The promise to one buyer: one offer, one amount. Amounts are minor units of `currency`. */
export type Order = {
  readonly id: string;
  readonly order_no: string;
  readonly user_id: string | null;
  readonly email: string | null;
  readonly product_id: string;
  readonly product_type: ProductType;
  readonly variant: string;
  readonly quantity: number;
  readonly amount: number;
  readonly amount_refunded: number;
  readonly amount_subtotal: number;
  readonly amount_discount: number;
  readonly amount_tax: number;
  readonly amount_shipping: number;
  readonly currency: string;
  readonly discount_code: string | null;
  readonly payment_method: PaymentMethod;
  readonly status: OrderStatus;
  readonly session_id: string | null;
  readonly trade_no: string | null;
  readonly locale: string;
  /** ISO 3166 code of where it goes, or else of who pays. */
  readonly country: string | null;
  readonly buyer_name: string | null;
  readonly phone: string | null;
  readonly shipping_address: Address | null;
  readonly billing_address: Address | null;
  readonly utm: Readonly<Record<string, string>> | null;
  /** The number of the abandoned order whose reminder led here. */
  readonly recovered_from: string | null;
  readonly consent: Consent | null;
  readonly expires_at: Date | null;
  readonly paid_at: Date | null;
  readonly cancelled_at: Date | null;
  readonly needs_attention: AttentionReason | null;
  /** Counts how often the links to this order were made useless. */
  readonly link_version: number;
  /** The numbers of the stock units that are its own; null where the colour is not limited. */
  readonly stock_units: readonly number[] | null;
  readonly version: number;
  readonly created_at: Date;
  readonly updated_at: Date;
};

export type Transaction = {
  readonly id: string;
  readonly order_id: string;
  /** `{method}:{provider_ref}:{status}`: one row per provider object and status, so the table only grows. */
  readonly transaction_no: string;
  readonly payment_method: PaymentMethod;
  readonly action_type: 'charge' | 'refund' | 'dispute';
  readonly amount: number;
  readonly currency: string;
  readonly status: ChargeStatus | RefundStatus | DisputeStatus;
  readonly provider_ref: string;
  readonly webhook_log_id: string | null;
  readonly occurred_at: Date;
  readonly created_at: Date;
};

/** The later a status stands, the more it says; a provider object is what its highest-ranked fact says it is. */
const rank = {
  charge: { pending: 0, expired: 1, failed: 2, succeeded: 3 } satisfies Record<ChargeStatus, number>,
  refund: { pending: 0, processing: 1, succeeded: 2, failed: 3 } satisfies Record<RefundStatus, number>,
  dispute: { open: 0, lost: 1, won: 2 } satisfies Record<DisputeStatus, number>,
} as const;

export const rankOf = (fact: Pick<Transaction, 'action_type' | 'status'>): number =>
  (rank[fact.action_type] as Record<string, number>)[fact.status] ?? -1;

/** What the facts of one order add up to; the same for every order in which they arrived. */
export type Standing = {
  readonly status: OrderStatus;
  /** Minor units that went back to the buyer: refunds that succeeded and disputes that were lost. */
  readonly amountRefunded: number;
  readonly charge: ChargeStatus;
};

type LedgerLine = Pick<Transaction, 'action_type' | 'status' | 'provider_ref' | 'amount'>;

/** Folds a ledger into the order's status. Pure; the sequence of the lines does not matter. */
export function standingOf(ledger: readonly LedgerLine[]): Standing {
  const latest = new Map<string, LedgerLine>();
  for (const line of ledger) {
    const key = `${line.action_type}:${line.provider_ref}`;
    const known = latest.get(key);
    if (!known || rankOf(line) > rankOf(known)) latest.set(key, line);
  }
  const lines = [...latest.values()];
  const charges = lines.filter((line) => line.action_type === 'charge');
  const charge = charges.reduce<LedgerLine | null>(
    (top, line) => (top && rankOf(top) >= rankOf(line) ? top : line),
    null,
  );
  const status = (charge?.status ?? 'pending') as ChargeStatus;
  if (status !== 'succeeded') {
    return { status: status === 'pending' ? 'pending' : 'cancelled', amountRefunded: 0, charge: status };
  }
  const captured = charges
    .filter((line) => line.status === 'succeeded')
    .reduce((sum, line) => sum + line.amount, 0);
  const returned = lines.filter(moneyWentBack).reduce((sum, line) => sum + line.amount, 0);
  const amountRefunded = Math.min(captured, returned);
  const disputed = lines.some((line) => line.action_type === 'dispute' && line.status === 'open');
  return {
    status: disputed ? 'disputed' : paidStatus(captured, amountRefunded),
    amountRefunded,
    charge: status,
  };
}

const moneyWentBack = ({ action_type, status }: LedgerLine): boolean =>
  (action_type === 'refund' && status === 'succeeded') || (action_type === 'dispute' && status === 'lost');

function paidStatus(captured: number, refunded: number): OrderStatus {
  if (refunded === 0) return 'paid';
  return refunded >= captured ? 'refunded' : 'partially_refunded';
}

/** Whether the buyer has paid at some point and the money was captured. */
export const wasPaid = (status: OrderStatus): boolean => status !== 'pending' && status !== 'cancelled';
