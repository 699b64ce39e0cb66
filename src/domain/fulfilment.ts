import type { Change, Versioned } from './changes.ts';
import { insert, update } from './changes.ts';
import type { Surroundings } from './decision.ts';
import { announcePaid } from './marketing/announce.ts';
import type { Offer, ProductType } from './offer.ts';
import type { Order } from './order.ts';
import { oweConfirmation } from './order-mails.ts';
import type { Preorder } from './preorder.ts';

/** A paid order that may be fulfilled: nothing about it needs a person first. */
export type FulfillableOrder = {
  readonly order: Order & { readonly email: string };
  readonly offer: Offer;
};

export type Fulfilled = { readonly changes: readonly Change[]; readonly preorderId: string };

type Around = Pick<Surroundings, 'now' | 'newId' | 'catalog' | 'appUrl'> & { readonly logId?: string };

export type Fulfilment = {
  /** Fulfils a paid order for the first time, and promises what is owed to the outside. */
  readonly begin: (paid: FulfillableOrder, around: Around) => Fulfilled;
  /** Lets what was begun follow its money; needs no catalogue, which may have moved on since. */
  readonly follow: (order: Order, preorder: Versioned<Preorder>, around: Around) => Fulfilled;
};

/** The ways an order is fulfilled, one per kind of product. A new kind is one entry. */
export const fulfilments: Record<ProductType, Fulfilment> = {
  preorder: { begin: beginPreorder, follow: followMoney },
};

const statusOf = (order: Order) => (order.status === 'refunded' ? 'refunded' : 'confirmed');

/** Back from a refund that failed; a parcel that left does not come back because of it. */
const statusAgain = ({ tracking_number }: Preorder) => (tracking_number === null ? 'confirmed' : 'shipped');

function beginPreorder(paid: FulfillableOrder, around: Around): Fulfilled {
  const preorder = newPreorder(paid, statusOf(paid.order), around);
  return {
    changes: [insert('preorders', preorder), ...promises(paid, preorder, around)],
    preorderId: preorder.id,
  };
}

function followMoney(order: Order, preorder: Versioned<Preorder>, around: Around): Fulfilled {
  const { record } = preorder;
  const status = order.status === 'refunded' ? 'refunded' : statusAgain(record);
  // What was called off stays so, even when the bank sends its money back to us.
  if (record.status === 'cancelled') return { changes: [], preorderId: record.id };
  const follows = (record.status === 'refunded') === (status === 'refunded');
  const changes = follows ? [] : [update('preorders', preorder, { status, updated_at: around.now })];
  return { changes, preorderId: record.id };
}

function newPreorder(
  { order, offer }: FulfillableOrder,
  status: Preorder['status'],
  { now, newId }: Around,
): Preorder {
  return {
    id: newId(),
    order_id: order.id,
    preorder_number: order.order_no,
    user_id: order.user_id,
    email: order.email,
    color: order.variant,
    status,
    session_id: order.session_id,
    payment_intent_id: order.trade_no,
    amount: order.amount,
    currency: order.currency,
    shipping_address: order.shipping_address,
    locale: order.locale,
    tracking_number: null,
    carrier: null,
    estimated_ship_at: new Date(`${offer.shipWindow.to}T00:00:00Z`),
    created_at: now,
    updated_at: now,
  };
}

/** What is owed to the outside once an order is paid. The set depends on the order alone, never on how it got there. */
const promises = ({ order }: FulfillableOrder, preorder: Preorder, around: Around): readonly Change[] => [
  ...announcePaid(order, preorder, around),
  ...oweConfirmation(order, around),
];
