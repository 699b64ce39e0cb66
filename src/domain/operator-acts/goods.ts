import type { Change } from '../changes.ts';
import { update } from '../changes.ts';
import { announceDelayed, announceDelivered, announceFulfilled } from '../marketing/announce.ts';
import type { OrderAtHand } from '../order-at-hand.ts';
import { guard } from '../order-at-hand.ts';
import { oweInProduction, oweShipDateMoved, oweShipped } from '../order-mails.ts';
import type { Address } from '../payment-event.ts';
import { type Preorder, shipsByOf } from '../preorder.ts';
import { readdressed } from '../readdress.ts';
import { isoDay } from '../ship-window.ts';
import type { OperatorAct, OperatorAround } from './act.ts';
import { actLine, doneBefore, refused } from './act.ts';
import { beforeShippingRefusal, goodsRefusal, hasLeft } from './refusal.ts';

/** A parcel as it is handed over: both are told to the buyer. */
export type Handover = { readonly carrier: string; readonly trackingNumber: string };

/** The goods are being made; the buyer was promised to hear of it. */
export function produce(at: OrderAtHand, around: OperatorAround): OperatorAct {
  const refusal = beforeShippingRefusal(at);
  if (refusal !== null) return refused(refusal);
  if (at.preorder?.record.status === 'in_production') return doneBefore;
  const told = { action: 'preorder.in_production', message: 'is in production.' };
  const owed = oweInProduction(at.order.record, at.preorder && shipsByOf(at.preorder.record), around);
  return moved(at, { set: { status: 'in_production' }, told, owed }, around);
}

/**
 * The parcel left. For one that left before, another carrier or number is a correction: the page of the order shows it, and
 * nobody gets a second mail.
 */
export function ship(
  at: OrderAtHand,
  { carrier, trackingNumber }: Handover,
  around: OperatorAround,
): OperatorAct {
  const before = at.preorder?.record;
  const set = { carrier, tracking_number: trackingNumber };
  if (before && hasLeft(before.status)) {
    if (before.carrier === carrier && before.tracking_number === trackingNumber) return doneBefore;
    const told = { action: 'preorder.tracking_corrected', message: `travels with ${carrier} after all.` };
    return moved(at, { set, told }, around);
  }
  const refusal = goodsRefusal(at);
  if (refusal !== null) return refused(refusal);
  if (before?.status !== 'in_production') return refused('not_in_production');
  const told = { action: 'preorder.shipped', message: `was handed to ${carrier}.` };
  const { record: order } = at.order;
  const owed = [
    ...oweShipped(order, { carrier, trackingNumber }, around),
    ...announceFulfilled(order, { ...before, ...set }, around),
  ];
  return moved(at, { set: { status: 'shipped', ...set }, told, owed }, around);
}

/** The parcel arrived. */
export function deliver(at: OrderAtHand, around: OperatorAround): OperatorAct {
  const before = at.preorder?.record;
  if (before?.status === 'delivered') return doneBefore;
  if (before?.status !== 'shipped') return refused(goodsRefusal(at) ?? 'not_shipped');
  const told = { action: 'preorder.delivered', message: 'was delivered.' };
  const owed = announceDelivered(at.order.record, before, around);
  return moved(at, { set: { status: 'delivered' }, told, owed }, around);
}

/** Moves the day it ships. `day` is the start of a day in UTC. */
export function moveShipDate(at: OrderAtHand, day: Date, around: OperatorAround): OperatorAct {
  const refusal = beforeShippingRefusal(at);
  if (refusal !== null) return refused(refusal);
  const before = at.preorder?.record.estimated_ship_at ?? null;
  if (before?.getTime() === day.getTime()) return doneBefore;
  const days = { from: before && isoDay(before), to: isoDay(day) };
  const told = { action: 'preorder.ship_date_moved', message: `ships by ${days.to}.`, data: days };
  // Nobody is written to because something comes earlier than was promised.
  const isLater = before === null || day > before;
  const owed = isLater ? owedForDelay(at.order.record, days, around) : [];
  return moved(at, { set: { estimated_ship_at: day }, told, owed }, around);
}

const owedForDelay = (...delay: Parameters<typeof oweShipDateMoved>): readonly Change[] => [
  ...oweShipDateMoved(...delay),
  ...announceDelayed(...delay),
];

/** Sends an order that has not left to a corrected address in the same country. */
export function correctAddress(at: OrderAtHand, address: Address, around: OperatorAround): OperatorAct {
  const refusal = beforeShippingRefusal(at);
  if (refusal !== null || at.preorder === null) return refused(refusal ?? 'not_begun');
  const changes = readdressed({ ...at, preorder: at.preorder }, address, around);
  if (changes.length === 0) return doneBefore;
  const told = { action: 'order.address_changed', message: 'goes to an address an operator corrected.' };
  return { kind: 'done', changes: [...changes, actLine(at.order.record, told, around)] };
}

type Move = {
  readonly set: Partial<Pick<Preorder, 'status' | 'carrier' | 'tracking_number' | 'estimated_ship_at'>>;
  readonly told: Parameters<typeof actLine>[1];
  readonly owed?: readonly Change[];
};

function moved(at: OrderAtHand, { set, told, owed = [] }: Move, around: OperatorAround): OperatorAct {
  if (at.preorder === null) return refused('not_begun');
  const changes = [
    guard(at, around),
    update('preorders', at.preorder, { ...set, updated_at: around.now }),
    ...owed,
    actLine(at.order.record, told, around),
  ];
  return { kind: 'done', changes };
}
