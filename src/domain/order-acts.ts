import type { ActivityLog } from './activity.ts';
import { callOff } from './call-off.ts';
import type { Change } from './changes.ts';
import { insert } from './changes.ts';
import { formatMoney, money } from './money.ts';
import type { Catalog } from './offer.ts';
import type { Order } from './order.ts';
import type { OrderAtHand } from './order-at-hand.ts';
import { guard } from './order-at-hand.ts';
import type { OrderPolicy, RefusalReason } from './order-policy.ts';
import { mayCancel, mayChangeAddress } from './order-policy.ts';
import type { Address } from './payment-event.ts';
import { readdressed } from './readdress.ts';

/** `done_before`: somebody pressed twice, or two at once; nothing is to be written. */
export type OrderAct =
  | { readonly kind: 'done'; readonly changes: readonly Change[] }
  | { readonly kind: 'done_before' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason };

export type ActSurroundings = {
  readonly now: Date;
  readonly newId: () => string;
  readonly policy: OrderPolicy;
  readonly catalog: Catalog;
  /** Origin of the shop without a slash at its end. */
  readonly appUrl: string;
  /** Who acts: `buyer`, or `user:` and an id. */
  readonly actor: string;
};

/** Calls off an order that has not shipped, for its buyer. */
export function cancelOrder(at: OrderAtHand, around: ActSurroundings): OrderAct {
  const reason = mayCancel(recordsOf(at), around.policy);
  if (reason === 'cancelled') return { kind: 'done_before' };
  if (reason !== null || at.preorder === null) return { kind: 'refused', reason: reason ?? 'being_checked' };
  const { record: order } = at.order;
  const called = callOff(
    { ...at, preorder: at.preorder },
    { reason: 'cancelled_by_buyer', requestedBy: 'buyer' },
    around,
  );
  const back = formatMoney(money(called.owed, order.currency), 'en');
  const message = `was cancelled by its buyer; ${back} goes back.`;
  const told = line(order, { action: 'order.cancelled', message }, around);
  return { kind: 'done', changes: [...called.changes, told] };
}

/** Sends an order that has not shipped to another place in the same country, because shipping and tax were paid for that one. */
export function changeAddress(at: OrderAtHand, address: Address, around: ActSurroundings): OrderAct {
  const reason = mayChangeAddress(recordsOf(at), around.policy);
  if (reason !== null || at.preorder === null) return { kind: 'refused', reason: reason ?? 'being_checked' };
  const { record: order } = at.order;
  const changes = readdressed({ ...at, preorder: at.preorder }, address, around);
  if (changes.length === 0) return { kind: 'done_before' };
  const message = 'goes to another address its buyer gave.';
  const told = line(order, { action: 'order.address_changed', message }, around);
  return { kind: 'done', changes: [...changes, told] };
}

/** Makes every link to the order that was given out so far useless, and with them the browsers that hold one. */
export function revokeLinks(at: OrderAtHand, around: Omit<ActSurroundings, 'policy'>): readonly Change[] {
  const { record: order } = at.order;
  return [
    guard(at, around, { link_version: order.link_version + 1 }),
    line(
      order,
      { action: 'order.links_revoked', message: 'has new links; the ones given out before open nothing.' },
      around,
    ),
  ];
}

const recordsOf = ({ order, preorder }: OrderAtHand) => ({
  order: order.record,
  preorder: preorder?.record ?? null,
});

function line(
  { id, order_no }: Order,
  { action, message }: { action: string; message: string },
  { now, newId, actor }: Omit<ActSurroundings, 'policy'>,
): Change {
  const row: ActivityLog = {
    id: newId(),
    subject_type: 'order',
    subject_id: id,
    action,
    actor,
    level: 'info',
    message: `${order_no} ${message}`,
    error_code: null,
    data: { order_no },
    created_at: now,
  };
  return insert('activity_logs', row);
}
