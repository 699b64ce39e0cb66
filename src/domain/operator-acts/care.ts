import { attentionForRefunds } from '../failed-refund.ts';
import { fulfilments } from '../fulfilment.ts';
import { findOffer, findVariant } from '../offer.ts';
import { wasPaid } from '../order.ts';
import type { OrderAtHand } from '../order-at-hand.ts';
import { guard, refundsOf } from '../order-at-hand.ts';
import { oweConfirmationAgain } from '../order-mails.ts';
import { shipsByOf } from '../preorder.ts';
import type { OperatorAct, OperatorAround } from './act.ts';
import { actLine, doneBefore, refused } from './act.ts';
import type { Refusal } from './refusal.ts';
import { paidRefusal } from './refusal.ts';

/** Sends the confirmation once more: a promise of its own for every press of the button. */
export function resendConfirmation(at: OrderAtHand, around: OperatorAround): OperatorAct {
  const { record: order } = at.order;
  if (order.email === null) return refused('no_address');
  const unpaid = paidRefusal(order);
  if (unpaid !== null) return refused(unpaid);
  if (at.preorder === null) return refused('not_begun');
  if (at.preorder.record.status === 'cancelled') return refused('cancelled');
  const shipsBy = shipsByOf(at.preorder.record);
  const owed = oweConfirmationAgain(order, { name: around.actId, shipsBy }, around);
  const told = { action: 'order.confirmation_resent', message: 'is confirmed to its buyer once more.' };
  return { kind: 'done', changes: [guard(at, around), ...owed, actLine(order, told, around)] };
}

/** Makes every link to the order that was given out so far useless. */
export function revokeLinksForOperator(at: OrderAtHand, around: OperatorAround): OperatorAct {
  const { record: order } = at.order;
  const told = {
    action: 'order.links_revoked',
    message: 'has new links; the ones given out before open nothing.',
  };
  return {
    kind: 'done',
    changes: [guard(at, around, { link_version: order.link_version + 1 }), actLine(order, told, around)],
  };
}

/** Takes the flag from an order, because a person has looked. What is paid and not begun has to be started or refunded. */
export function clearAttention(at: OrderAtHand, around: OperatorAround): OperatorAct {
  const { record: order } = at.order;
  const { needs_attention: cleared } = order;
  if (cleared === null) return doneBefore;
  const isOver = order.status === 'refunded';
  if (cleared === 'oversold' && !isOver) return refused('oversold');
  if (at.preorder === null && wasPaid(order.status) && !isOver) return refused('still_owed');
  const told = {
    action: 'order.attention_cleared',
    message: 'needs no attention any more.',
    data: { cleared },
  };
  const needs_attention = cleared === 'refund_failed' ? null : attentionForRefunds(order, refundsOf(at));
  return { kind: 'done', changes: [guard(at, around, { needs_attention }), actLine(order, told, around)] };
}

/** Starts what was held back, as if nothing had stood in its way. `email` is used where the order has none. */
export function honour(
  at: OrderAtHand,
  { email: given }: { email: string | null },
  around: OperatorAround,
): OperatorAct {
  const { record: order } = at.order;
  const refusal = honourRefusal(at);
  if (refusal !== null) return refused(refusal);
  const offer = findOffer(around.catalog, order.product_id);
  if (!offer || !findVariant(offer, order.variant)) return refused('not_for_sale');
  const email = order.email ?? given;
  if (email === null) return refused('no_address');
  const needs_attention = attentionForRefunds(order, refundsOf(at));
  const after = { ...order, email, needs_attention };
  const begun = fulfilments[order.product_type].begin({ order: after, offer }, around);
  const told = {
    action: 'order.honoured',
    message: 'is fulfilled after a person has looked.',
    data: { cleared: order.needs_attention },
  };
  const changes = [guard(at, around, { email, needs_attention }), ...begun.changes];
  return { kind: 'done', changes: [...changes, actLine(order, told, around)] };
}

function honourRefusal({ order: { record }, preorder }: OrderAtHand): Refusal | null {
  if (preorder !== null) return 'begun_already';
  if (record.needs_attention === 'oversold') return 'oversold';
  return paidRefusal(record);
}
