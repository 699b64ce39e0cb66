import type { Change, Versioned } from './changes.ts';
import type { Catalog, StockLimit } from './offer.ts';
import { findOffer, findVariant } from './offer.ts';
import type { Order } from './order.ts';
import { isHeld } from './order-policy.ts';
import type { MoneyFact } from './payment-event.ts';
import type { Preorder } from './preorder.ts';
import type { SeenUnits, UnitOwner } from './stock-taking.ts';
import { freeNumbers, handOver, nobody } from './stock-taking.ts';
import type { StockUnit } from './stock-unit.ts';

/** How long units wait for a payment that is on its way, days: the slowest bank debits take two weeks. */
const pendingDays = 30;

/** What an event has to do with stock: which colour, how it is limited today, and which units may be its own. */
export type StockCase = {
  readonly sku: string;
  readonly color: string;
  /** Null when the colour is not limited any more; what was taken before is still kept in order. */
  readonly limit: StockLimit | null;
  readonly token: string | null;
  /** Looked at first. */
  readonly numbers: readonly number[];
};

/** Units as far as they were looked at; `searched` when more could not be found by looking further. */
export type StockSight = { readonly seen: SeenUnits; readonly searched: boolean };

export const nothingSeen: StockSight = { seen: new Map(), searched: false };

/** The stock an event touches, or null: then nothing about stock is read or written. `order` is the event's own, if there is one. */
export function stockCaseOf(fact: MoneyFact, order: Order | null, catalog: Catalog): StockCase | null {
  const stamp = fact.kind === 'charge' ? fact.checkout.stamp : null;
  const sku = order?.product_id ?? stamp?.sku;
  const color = order?.variant ?? stamp?.variant;
  if (sku === undefined || color === undefined) return null;
  const offer = findOffer(catalog, sku);
  const limit = (offer && findVariant(offer, color)?.stock) ?? null;
  const numbers = [...new Set([...(order?.stock_units ?? []), ...(stamp?.hold?.numbers ?? [])])];
  if (limit === null && numbers.length === 0) return null;
  return { sku, color, limit, token: stamp?.hold?.token ?? null, numbers };
}

/** What becomes of an order's units. Nothing of the event may be written while units are `lacking` and not all were looked at. */
export type Allotment = {
  readonly changes: readonly Change[];
  readonly stock_units: Order['stock_units'];
  /** How many free units have to be looked for before this can be decided. */
  readonly lacking: number;
  /** The order is paid and there is no unit for it. */
  readonly oversold: boolean;
};

type Claimant = {
  readonly order: Order;
  readonly preorder: Versioned<Preorder> | null;
  /** Its money arrives with this fact. */
  readonly paysNow: boolean;
};

/** Gives an order the units it is to have by where it stands: its own first, then free ones, all of them or none. */
export function allot(
  claimant: Claimant,
  { stock, sight }: { stock: StockCase | null; sight: StockSight },
  now: Date,
): Allotment {
  const { order } = claimant;
  const settled = { changes: [], stock_units: order.stock_units, lacking: 0, oversold: false };
  if (stock === null) return settled;
  const mine = ownNumbers(order, stock, sight.seen);
  const claim = claimOf(claimant);
  if (claim === 'none') return handOut({ order, stock, mine, chosen: [], claim }, sight.seen, now);
  const free = freeNumbers(sight.seen, now).filter((nth) => !mine.includes(nth));
  const chosen = [...mine, ...(stock.limit ? free : [])].slice(0, order.quantity);
  const missing = order.quantity - chosen.length;
  if (missing > 0 && stock.limit !== null) {
    if (!sight.searched) return { ...settled, lacking: missing };
    const none = handOut({ order, stock, mine, chosen: [], claim }, sight.seen, now);
    return { ...none, oversold: claim === 'sold' };
  }
  return handOut({ order, stock, mine, chosen, claim }, sight.seen, now);
}

type Claim = 'none' | 'held' | 'sold';

/** Whether an order is to have units. One that was oversold gets its money back and never competes again. */
function claimOf({ order, preorder, paysNow }: Claimant): Claim {
  if (order.needs_attention === 'oversold' || order.status === 'cancelled') return 'none';
  if (order.status === 'pending') return 'held';
  const goods = preorder?.record ?? null;
  const isCalledOff = order.status === 'refunded' || goods?.status === 'cancelled';
  // Paid, never begun and not held back either: a person turned it down, and a refund that fails does not change that.
  const isTurnedDown = goods === null && !paysNow && !isHeld(order);
  return isTurnedDown || (isCalledOff && !isGone(goods)) ? 'none' : 'sold';
}

/** A piece that left us is not ours to sell again, whatever became of the money. */
const isGone = (preorder: Preorder | null): boolean =>
  preorder !== null &&
  (preorder.tracking_number !== null || preorder.status === 'shipped' || preorder.status === 'delivered');

function ownNumbers({ id }: Order, { token }: StockCase, seen: SeenUnits): number[] {
  const isOwn = ({ status, hold_token, order_id }: StockUnit): boolean =>
    status !== 'free' && (order_id === id || (token !== null && hold_token === token));
  return [...seen].filter(([, unit]) => unit && isOwn(unit.record)).map(([nth]) => nth);
}

/** Gives back what an order has, because it is not to be fulfilled any more. */
export function giveBack(order: Order, seen: SeenUnits, now: Date): Change[] {
  const own = [...seen].flatMap(([nth, unit]) => (unit?.record.order_id === order.id ? [nth] : []));
  return handOver(own, seen, { color: { sku: order.product_id, color: order.variant }, owner: nobody, now });
}

type HandOut = {
  readonly order: Order;
  readonly stock: StockCase;
  readonly mine: readonly number[];
  readonly chosen: readonly number[];
  readonly claim: Claim;
};

function handOut({ order, stock, mine, chosen, claim }: HandOut, seen: SeenUnits, now: Date): Allotment {
  const held_until = claim === 'held' ? new Date(now.getTime() + pendingDays * 86_400_000) : null;
  const status = claim === 'held' ? 'held' : 'sold';
  const owner: UnitOwner = { status, hold_token: stock.token, held_until, order_id: order.id };
  const given = chosen.filter((nth) => !stands(seen.get(nth)?.record, owner));
  const back = mine.filter((nth) => !chosen.includes(nth));
  return {
    changes: [
      ...handOver(given, seen, { color: stock, owner, now }),
      ...handOver(back, seen, { color: stock, owner: nobody, now }),
    ],
    stock_units: chosen.length > 0 ? chosen : null,
    lacking: 0,
    oversold: false,
  };
}

const stands = (unit: StockUnit | undefined, { status, order_id }: UnitOwner): boolean =>
  unit?.status === status && unit.order_id === order_id;
