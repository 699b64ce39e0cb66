import type { AttentionReason, OrderStatus } from './order.ts';
import { readOrderNo } from './order-number.ts';
import type { RefundStatus } from './payment-event.ts';
import type { PreorderStatus } from './preorder.ts';

/** Which orders a list is about; every part of it stands in the address. */
export type OrderFilter = {
  readonly status: OrderStatus | null;
  readonly color: string | null;
  /** ISO 3166, as the order keeps it. */
  readonly country: string | null;
  /** Only what a person has to look at; one reason, or any. */
  readonly attention: AttentionReason | 'any' | null;
  /** Placed at this moment or later … */
  readonly from: Date | null;
  /** … and before this one. */
  readonly until: Date | null;
  readonly search: OrderSearch | null;
};

/** What was typed into the search field: a name that only one order has, or an address. */
export type OrderSearch =
  | { readonly kind: 'order_no' | 'session_id' | 'trade_no'; readonly text: string }
  | { readonly kind: 'email'; readonly spellings: readonly string[] };

/** Which refunds a list is about. */
export type RefundFilter = {
  readonly status: RefundStatus | null;
  readonly from: Date | null;
  readonly until: Date | null;
};

/** Which goods a list is about. */
export type GoodsFilter = { readonly status: PreorderStatus; readonly color: string | null };

/** What somebody meant by a text; null for a text that names nothing. */
export function readOrderSearch(text: string, prefix: string): OrderSearch | null {
  const typed = text.trim();
  if (typed === '') return null;
  if (typed.includes('@')) return { kind: 'email', spellings: spellingsOf(typed) };
  if (/^cs_\w+$/.test(typed)) return { kind: 'session_id', text: typed };
  if (/^(pi|ch|py)_\w+$/.test(typed)) return { kind: 'trade_no', text: typed };
  return { kind: 'order_no', text: readOrderNo(typed, prefix) ?? typed.toUpperCase() };
}

/**
 * How an address may stand on an order: as it was typed, in small letters, and with the capital letter that keyboards of
 * phones put in front. A store compares exactly.
 */
export function spellingsOf(email: string): string[] {
  const small = email.toLowerCase();
  return [...new Set([email, small, small.charAt(0).toUpperCase() + small.slice(1)])];
}
