import type { Change, Versioned } from './changes.ts';
import { update } from './changes.ts';
import { announceCancelled } from './marketing/announce.ts';
import type { Catalog } from './offer.ts';
import type { OrderAtHand } from './order-at-hand.ts';
import { guard, refundsOf } from './order-at-hand.ts';
import { oweCancelled } from './order-mails.ts';
import type { Preorder } from './preorder.ts';
import type { RefundTerms } from './refund.ts';
import { oweRefund } from './refund.ts';
import { giveBack } from './stock.ts';

type Around = {
  readonly now: Date;
  readonly newId: () => string;
  readonly catalog: Catalog;
  readonly appUrl: string;
};

/**
 * What has to be written when an order is called off, whoever does it: it is not made any more, its pieces can be sold
 * again, and all the money that has not gone back is owed. This is the place where whatever else a cancellation promises to
 * anybody is owed. `owed` is minor units.
 */
export function callOff(
  at: OrderAtHand & { readonly preorder: Versioned<Preorder> },
  terms: Omit<RefundTerms, 'amount'>,
  around: Around,
): { readonly owed: number; readonly changes: readonly Change[] } {
  const { record: order } = at.order;
  const owed = oweRefund({ order, records: refundsOf(at) }, terms, around);
  const changes = [
    guard(at, around, order.stock_units === null ? {} : { stock_units: null }),
    update('preorders', at.preorder, { status: 'cancelled', updated_at: around.now }),
    ...giveBack(order, at.units, around.now),
    ...owed.changes,
    ...oweCancelled(order, owed.amount, around),
    ...announceCancelled(order, terms.reason, around),
  ];
  return { owed: owed.amount, changes };
}
