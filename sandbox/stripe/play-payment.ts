import { StripeApiError } from '#sandbox/stripe/errors.ts';
import { worldItself } from '#sandbox/stripe/events.ts';
import { found } from '#sandbox/stripe/found.ts';
import { findCharge } from '#sandbox/stripe/objects/charge.ts';
import { decideDispute, openDispute } from '#sandbox/stripe/objects/dispute.ts';
import { findIntent } from '#sandbox/stripe/objects/payment-intent.ts';
import { confirmRefund, failRefund, openRefund } from '#sandbox/stripe/objects/refund.ts';
import { findRefund, refundableAmount } from '#sandbox/stripe/objects/refund-calls.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import type { World } from '#sandbox/world.ts';

export const refundEndings = ['succeed', 'pending', 'fail_later'] as const;
type RefundEnding = (typeof refundEndings)[number];

const bankReturnsAfterMs = 3000;

/** Refunds from the dashboard's side: no metadata of the shop is on it. `amount` is in minor units, all that is left by default. */
export function playRefund(
  world: World,
  paymentIntent: string,
  { amount, ending = 'succeed' }: { amount?: number | undefined; ending?: RefundEnding },
): Stored.Refund {
  const charge = chargeOf(world, paymentIntent);
  const refund = openRefund(worldItself(world), charge, {
    amount: refundableAmount(charge, amount),
    reason: 'requested_by_customer',
    metadata: {},
    status: ending === 'pending' ? 'pending' : 'succeeded',
  });
  if (ending === 'fail_later') {
    world.timers.set(refund.id, bankReturnsAfterMs, () => failRefund(worldItself(world), refund));
  }
  return refund;
}

/** The bank's word on a refund: it arrives, or comes back. */
export function settleRefund(world: World, id: string, verdict: 'succeed' | 'fail'): Stored.Refund {
  const refund = findRefund(world, id);
  world.timers.clear(refund.id);
  if (verdict === 'succeed') confirmRefund(worldItself(world), refund);
  else failRefund(worldItself(world), refund);
  return refund;
}

export function playDispute(world: World, paymentIntent: string, { inquiry = false } = {}): Stored.Dispute {
  return openDispute(worldItself(world), chargeOf(world, paymentIntent), { inquiry });
}

export function settleDispute(world: World, id: string, verdict: 'won' | 'lost'): Stored.Dispute {
  return decideDispute(worldItself(world), found(world.state.disputes, 'dispute', { id }), verdict);
}

function chargeOf(world: World, paymentIntent: string): Stored.Charge {
  const charge = findCharge(world, findIntent(world, paymentIntent).latest_charge ?? '');
  if (charge.status !== 'succeeded') throw new StripeApiError('This payment has not succeeded.');
  return charge;
}
