import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { invalidParam, missingParam, StripeApiError } from '#sandbox/stripe/errors.ts';
import { worldItself } from '#sandbox/stripe/events.ts';
import { found } from '#sandbox/stripe/found.ts';
import { listPage, whereEqual } from '#sandbox/stripe/list.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import { findCharge } from '#sandbox/stripe/objects/charge.ts';
import { findIntent } from '#sandbox/stripe/objects/payment-intent.ts';
import { behaviourOfMethod } from '#sandbox/stripe/objects/payment-method.ts';
import { announceUpdate, cancelOpenRefund, failRefund, openRefund } from '#sandbox/stripe/objects/refund.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import type { World } from '#sandbox/world.ts';

const bankReturnsAfterMs = 800;
const moneyIsWithBank: readonly string[] = ['needs_response', 'under_review', 'lost'];

export function createRefund(call: Call): Stored.Refund {
  const { form, world } = call;
  const charge = chargeToRefund(call);
  const behaviour = charge.payment_method ? behaviourOfMethod(world, charge.payment_method) : 'succeeds';
  const refund = openRefund(call, charge, {
    amount: refundableAmount(charge, form.integer('amount')),
    reason: form.oneOf('reason', ['duplicate', 'fraudulent', 'requested_by_customer']) ?? null,
    metadata: metadataOf(form),
    status: behaviour === 'refund_pending' ? 'pending' : 'succeeded',
  });
  if (behaviour === 'refund_fails') {
    world.timers.set(refund.id, bankReturnsAfterMs, () => failRefund(worldItself(world), refund));
  }
  return refund;
}

export const findRefund = (world: World, id: string): Stored.Refund =>
  found(world.state.refunds, 'refund', { id });

export const retrieveRefund = (call: Call) => findRefund(call.world, idOf(call));

export function updateRefund(call: Call): Stored.Refund {
  const refund = retrieveRefund(call);
  const before = { metadata: refund.metadata };
  refund.metadata = metadataOf(call.form, refund.metadata ?? {});
  announceUpdate(call, refund, before);
  return refund;
}

export function cancelRefund(call: Call): Stored.Refund {
  const refund = retrieveRefund(call);
  if (refund.status !== 'pending' && refund.status !== 'requires_action') {
    throw new StripeApiError(`This refund cannot be canceled: its status is ${refund.status}.`);
  }
  cancelOpenRefund(call, refund);
  return refund;
}

export function listRefunds(call: Call): object {
  const fields = {
    charge: (refund: Stored.Refund) => refund.charge,
    payment_intent: (refund: Stored.Refund) => refund.payment_intent,
  };
  return listPage(call, whereEqual(call, call.world.state.refunds.newestFirst(), fields));
}

/** The amount to refund, the whole rest by default. Throws when it exceeds what is left. */
export function refundableAmount(charge: Stored.Charge, wanted: number | undefined): number {
  const left = charge.amount_captured - charge.amount_refunded;
  if (left <= 0) {
    throw new StripeApiError(`Charge ${charge.id} has already been refunded.`, {
      code: 'charge_already_refunded',
    });
  }
  if (wanted === undefined) return left;
  if (wanted < 1) throw invalidParam('amount', 'Invalid positive integer', 'parameter_invalid_integer');
  if (wanted > left) {
    throw invalidParam(
      'amount',
      `Refund amount (${wanted}) is greater than unrefunded amount on charge (${left}), in minor units of ${charge.currency}.`,
    );
  }
  return wanted;
}

function chargeToRefund(call: Call): Stored.Charge {
  const { form, world } = call;
  const chargeId = form.text('charge');
  if (chargeId) return refundable(world, findCharge(world, chargeId, 'charge'));
  const intentId = form.text('payment_intent');
  if (!intentId) throw missingParam('payment_intent');
  const intent = findIntent(world, intentId, 'payment_intent');
  const charge = intent.latest_charge ? world.state.charges.find(intent.latest_charge) : undefined;
  if (charge?.status === 'succeeded') return refundable(world, charge);
  throw new StripeApiError(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
    param: 'payment_intent',
    code: 'payment_intent_unexpected_state',
  });
}

function refundable(world: World, charge: Stored.Charge): Stored.Charge {
  const { status, id } = charge;
  if (status !== 'succeeded')
    throw new StripeApiError(`Charge ${id} did not succeed and cannot be refunded.`, { param: 'charge' });
  const disputes = world.state.disputes.all().filter((dispute) => dispute.charge === id);
  if (disputes.some((dispute) => moneyIsWithBank.includes(dispute.status))) {
    throw new StripeApiError(`Charge ${id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  }
  return charge;
}
