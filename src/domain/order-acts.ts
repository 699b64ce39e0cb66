import type { ActivityLog } from './activity.ts';
import type { Change, Versioned } from './changes.ts';
import { insert, update } from './changes.ts';
import { announceCancelled } from './marketing/announce.ts';
import { formatMoney, money } from './money.ts';
import type { Catalog } from './offer.ts';
import type { Order } from './order.ts';
import { oweCancelled } from './order-mails.ts';
import type { OrderPolicy, RefusalReason } from './order-policy.ts';
import { mayCancel, mayChangeAddress } from './order-policy.ts';
import type { Address } from './payment-event.ts';
import type { Preorder } from './preorder.ts';
import { oweRefund } from './refund.ts';
import type { RefundRecord } from './refund-record.ts';
import { giveBack } from './stock.ts';
import type { SeenUnits } from './stock-taking.ts';

/** The order a buyer acts on, as it was read. */
export type OrderAtHand = {
  readonly order: Versioned<Order>;
  readonly preorder: Versioned<Preorder> | null;
  readonly refunds: readonly Versioned<RefundRecord>[];
  /** The pieces of a limited colour that are its own. */
  readonly units: SeenUnits;
};

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

/**
 * Calls off an order that has not shipped and owes its buyer all the money that has not gone back. This is the place where
 * whatever else a cancellation promises to anybody is owed.
 */
export function cancelOrder(at: OrderAtHand, around: ActSurroundings): OrderAct {
  const reason = mayCancel(recordsOf(at), around.policy);
  if (reason === 'cancelled') return { kind: 'done_before' };
  if (reason !== null || at.preorder === null) return { kind: 'refused', reason: reason ?? 'being_checked' };
  const { record: order } = at.order;
  const records = at.refunds.map(({ record }) => record);
  const terms = { reason: 'cancelled_by_buyer', requestedBy: 'buyer' } as const;
  const owed = oweRefund({ order, records }, terms, around);
  const back = formatMoney(money(owed.amount, order.currency), 'en');
  return {
    kind: 'done',
    changes: [
      guard(at, around, order.stock_units === null ? {} : { stock_units: null }),
      update('preorders', at.preorder, { status: 'cancelled', updated_at: around.now }),
      ...giveBack(order, at.units, around.now),
      ...owed.changes,
      ...oweCancelled(order, owed.amount, around),
      ...announceCancelled(order, 'cancelled_by_buyer', around),
      line(
        order,
        { action: 'order.cancelled', message: `was cancelled by its buyer; ${back} goes back.` },
        around,
      ),
    ],
  };
}

/** Sends an order that has not shipped to another place in the same country, because shipping and tax were paid for that one. */
export function changeAddress(at: OrderAtHand, address: Address, around: ActSurroundings): OrderAct {
  const reason = mayChangeAddress(recordsOf(at), around.policy);
  if (reason !== null || at.preorder === null) return { kind: 'refused', reason: reason ?? 'being_checked' };
  const { record: order } = at.order;
  const shipping_address = { ...address, country: order.shipping_address?.country ?? address.country };
  if (isSameAddress(shipping_address, at.preorder.record.shipping_address)) return { kind: 'done_before' };
  return {
    kind: 'done',
    changes: [
      guard(at, around, { shipping_address }),
      update('preorders', at.preorder, { shipping_address, updated_at: around.now }),
      line(
        order,
        { action: 'order.address_changed', message: 'goes to another address its buyer gave.' },
        around,
      ),
    ],
  };
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

/** The order moves with every act, so that none slips past a payment event or another act. */
const guard = (
  { order }: OrderAtHand,
  { now }: { now: Date },
  set: Partial<Omit<Order, 'id'>> = {},
): Change => update('payment_orders', order, { ...set, version: order.record.version + 1, updated_at: now });

const fields = ['name', 'line1', 'line2', 'city', 'state', 'postalCode', 'country', 'phone'] as const;
const isSameAddress = (a: Address, b: Address | null): boolean =>
  b !== null && fields.every((field) => a[field] === b[field]);

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
