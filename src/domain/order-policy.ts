import type { AttentionReason, Order } from './order.ts';
import type { Preorder, PreorderStatus } from './preorder.ts';

/** What has not left the house yet, and so can still be called off or sent elsewhere. */
export type BeforeShipping = Extract<PreorderStatus, 'confirmed' | 'in_production'>;

/** What buyers may do by themselves, as long as their preorder stands so. */
export type OrderPolicy = {
  readonly cancelWhile: readonly BeforeShipping[];
  readonly changeAddressWhile: readonly BeforeShipping[];
};

export const refusalReasons = [
  'not_paid',
  'disputed',
  'refunded',
  'cancelled',
  'being_checked',
  'too_late',
] as const;
/** Why a buyer may not do something with an order just now; every one has a text in every language. */
export type RefusalReason = (typeof refusalReasons)[number];

/** Null when it may be done. */
export type Permission = RefusalReason | null;

type Standing = { readonly order: Order; readonly preorder: Preorder | null };

/** These say that a person is looking at the order itself, not only at its money. */
const blocking: ReadonlySet<AttentionReason> = new Set([
  'amount_mismatch',
  'unstamped_price',
  'unknown_product',
  'missing_email',
]);

/** A person has to look at the order before it is fulfilled. */
export const isHeld = ({ needs_attention }: Order): boolean =>
  needs_attention !== null && blocking.has(needs_attention);

export const mayCancel = (standing: Standing, { cancelWhile }: OrderPolicy): Permission =>
  refusal(standing, cancelWhile);

export const mayChangeAddress = (standing: Standing, { changeAddressWhile }: OrderPolicy): Permission =>
  refusal(standing, changeAddressWhile);

function refusal({ order, preorder }: Standing, open: readonly PreorderStatus[]): Permission {
  if (preorder?.status === 'cancelled' || order.needs_attention === 'oversold') return 'cancelled';
  if (order.status === 'pending' || order.status === 'cancelled') return 'not_paid';
  if (order.status === 'disputed') return 'disputed';
  if (order.status === 'refunded') return 'refunded';
  if (preorder === null || isHeld(order)) return 'being_checked';
  return open.includes(preorder.status) ? null : 'too_late';
}
