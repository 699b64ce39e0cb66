import { oweReminder } from './abandoned-checkout.ts';
import { attention, bear, gapsFilled, isDoubtAboutPage, snapshotColumns } from './birth.ts';
import type { Change, Versioned } from './changes.ts';
import { insert, update } from './changes.ts';
import type { Decision, Surroundings } from './decision.ts';
import { noted } from './decision.ts';
import { afterFailedRefund, attentionForRefunds } from './failed-refund.ts';
import { fulfilments } from './fulfilment.ts';
import { booked, ledgerLine } from './ledger.ts';
import { announceMoney } from './marketing/money-events.ts';
import { findOffer, findVariant } from './offer.ts';
import type { AttentionReason, Order, Transaction } from './order.ts';
import { rankOf } from './order.ts';
import { refundsOf } from './order-at-hand.ts';
import { oweForMoney } from './order-mails.ts';
import type { MoneyFact, PaymentEvent } from './payment-event.ts';
import { isArrival } from './payment-event.ts';
import type { Preorder } from './preorder.ts';
import type { RefundRecord } from './refund-record.ts';
import { settleRefunds } from './settle-refunds.ts';
import { settleStock } from './settle-stock.ts';
import { activity, sentenceOf } from './settlement-line.ts';
import type { StockSight } from './stock.ts';

/** What is on record about the order an event speaks of. */
export type OrderOnRecord = {
  readonly order: Versioned<Order> | null;
  readonly transactions: readonly Transaction[];
  readonly preorder: Versioned<Preorder> | null;
  readonly refunds: readonly Versioned<RefundRecord>[];
  /** The stock units that were looked at for it. */
  readonly stock: StockSight;
};

/** Books one money fact: the first fact of a payment page gives birth to its order, every other one moves it. */
export function settleMoney(
  on: OrderOnRecord,
  { event, fact }: { event: PaymentEvent; fact: MoneyFact },
  around: Surroundings,
): Decision {
  const own = ownOrder(on.order, fact);
  if (own) return move({ ...on, order: own }, { event, fact }, around);
  if (fact.kind !== 'charge') return orderUnknown(fact.tradeNo);
  const orderNoTaken = on.order?.record.order_no === fact.checkout.stamp.orderNo;
  const newborn = bear(fact, { method: event.provider, orderNoTaken }, around);
  const line = ledgerLine(event, fact, newborn, around);
  const paid = { ...newborn, ...booked([line]) };
  const units = settleStock({ ...on, order: paid, preorder: null, fact }, around);
  if ('undecided' in units) return units.undecided;
  const after = units.order;
  const fulfilled = fulfil(after, { preorder: null, fact }, around);
  return {
    ...noted('success', sentenceOf(after, line), { code: after.needs_attention }),
    orderId: after.id,
    preorderId: fulfilled.preorderId,
    newborn: after,
    changes: [
      insert('payment_orders', after),
      insert('payment_transactions', line),
      ...units.changes,
      ...fulfilled.changes,
      ...oweForMoney(null, { order: after, ledger: [line] }, around),
      ...oweReminder(after, line, around),
      ...announceMoney(after, { fact, line }, around),
      activity(after, line, around),
    ],
  };
}

/** The order a fact is about: one that only bears the number of a payment page is somebody else's. */
export function ownOrder(order: Versioned<Order> | null, fact: MoneyFact): Versioned<Order> | null {
  return fact.kind !== 'charge' || order?.record.session_id === fact.checkout.sessionId ? order : null;
}

function move(
  on: OrderOnRecord & { readonly order: Versioned<Order> },
  { event, fact }: { event: PaymentEvent; fact: MoneyFact },
  around: Surroundings,
): Decision {
  const before = on.order.record;
  const line = ledgerLine(event, fact, before, around);
  const known = on.transactions.some((other) => other.transaction_no === line.transaction_no);
  const about = { orderId: before.id, preorderId: on.preorder?.record.id ?? null };
  const cleared = known && isCleared(before, fact, around);
  if (known && !cleared)
    return { ...noted('success', `Already applied: ${before.order_no} is ${before.status}.`), ...about };

  const ledger = known ? on.transactions : [...on.transactions, line];
  const set = {
    ...told(before, on.transactions, fact, around),
    ...(cleared ? { needs_attention: attentionForRefunds(before, refundsOf(on)) } : {}),
    ...warning(before, fact),
    ...booked(ledger),
    version: before.version + 1,
    updated_at: around.now,
  };
  const moved: Order = { ...before, ...set };
  const units = settleStock({ ...on, order: moved, fact }, around);
  if ('undecided' in units) return units.undecided;
  const after = units.order;
  const fulfilled = fulfil(after, { preorder: on.preorder, fact }, around);
  return {
    ...noted('success', sentenceOf(after, line, before), { code: after.needs_attention }),
    ...about,
    preorderId: fulfilled.preorderId ?? about.preorderId,
    newlyPaid: before.paid_at === null && after.paid_at !== null ? after : null,
    changes: [
      update('payment_orders', on.order, { ...set, ...units.set }),
      ...(known ? [] : [insert('payment_transactions', line)]),
      ...units.changes,
      ...settleRefunds(on.refunds, { fact, after }, around),
      ...fulfilled.changes,
      ...oweForMoney({ order: before, ledger: on.transactions }, { order: after, ledger }, around),
      ...oweReminder(after, line, around),
      ...announceMoney(after, { fact, line }, around),
      activity(after, line, around),
    ],
  };
}

/** Whether an operator's second look at a payment page settles what held its order back. */
const isCleared = (order: Order, fact: MoneyFact, around: Surroundings): boolean =>
  around.review === true &&
  fact.kind === 'charge' &&
  order.status !== 'refunded' &&
  isDoubtAboutPage(order.needs_attention) &&
  attention(fact, around) === null;

/** What a further page event tells about the order: the higher-ranked one is believed, the other fills its gaps. */
function told(
  before: Order,
  ledger: readonly Transaction[],
  fact: MoneyFact,
  around: Surroundings,
): Partial<Order> {
  if (fact.kind !== 'charge') return {};
  const fresh = snapshotColumns(fact.checkout);
  const heard = ledger.filter((line) => line.action_type === 'charge').map(rankOf);
  const outranks = rankOf({ action_type: 'charge', status: fact.status }) > Math.max(-1, ...heard);
  if (!outranks) return gapsFilled(before, fresh);
  return {
    ...gapsFilled(fresh, before),
    needs_attention: attention(fact, around) ?? keptAttention(before),
  };
}

/** These are not about the payment page, so nothing it says can settle them. */
const keptAttention = ({ needs_attention }: Order): Order['needs_attention'] =>
  needs_attention !== null && lastingReasons.includes(needs_attention) ? needs_attention : null;

const lastingReasons: readonly AttentionReason[] = ['possible_double_payment', 'refund_failed', 'oversold'];

/** Money that came back from the buyer's bank is owed to them still, and only a person can find another way. */
const warning = (before: Order, fact: MoneyFact): Pick<Order, 'needs_attention'> | null =>
  fact.kind === 'refund' && fact.status === 'failed'
    ? { needs_attention: afterFailedRefund(before.needs_attention) }
    : null;

/**
 * Runs the one fulfilment of a paid order. It begins when the money arrives, unless a person has to look first; no other
 * fact begins what they turned down.
 */
function fulfil(
  order: Order,
  { preorder, fact }: { readonly preorder: Versioned<Preorder> | null; readonly fact: MoneyFact },
  around: Surroundings,
): { readonly changes: readonly Change[]; readonly preorderId: string | null } {
  const fulfilment = fulfilments[order.product_type];
  if (preorder !== null && order.needs_attention === 'oversold')
    return { changes: [], preorderId: preorder.record.id };
  if (preorder !== null) return fulfilment.follow(order, preorder, around);
  const offer = findOffer(around.catalog, order.product_id);
  const variant = offer && findVariant(offer, order.variant);
  const { needs_attention: reason } = order;
  const ready = isArrival(fact) && (reason === null || reason === 'refund_failed');
  if (!ready || !offer || !variant || order.email === null) return { changes: [], preorderId: null };
  return fulfilment.begin({ order: { ...order, email: order.email }, offer }, around);
}

function orderUnknown(tradeNo: string): Decision {
  return noted('failed', `No order is known for payment ${tradeNo} yet; it is tried again.`, {
    code: 'order_unknown',
  });
}
