import {
  type Buyer,
  type CheckoutResult,
  payCheckout,
  settleCheckout,
} from '#sandbox/stripe/checkout-outcome.ts';
import { StripeApiError } from '#sandbox/stripe/errors.ts';
import { worldItself } from '#sandbox/stripe/events.ts';
import type { MethodBehaviour } from '#sandbox/stripe/objects/method-tokens.ts';
import { newPaymentMethod } from '#sandbox/stripe/objects/payment-method.ts';
import { expireSession } from '#sandbox/stripe/session-expiry.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import type { DeliveryPlan } from '#sandbox/stripe/webhook-delivery.ts';
import type { World } from '#sandbox/world.ts';

export const outcomes = [
  'pay',
  'decline',
  'delayed',
  'delayed_succeed',
  'delayed_fail',
  'cancel',
  'expire',
] as const;
type OutcomeName = (typeof outcomes)[number];

type Played = {
  session: Stored.Session;
  result: CheckoutResult['result'] | 'cancelled' | 'expired';
  redirectUrl: string | null;
};

type Play = { outcome: OutcomeName; buyer: Buyer; plan?: DeliveryPlan };

/** Checkout keeps the buyer until the endpoint heard of the completion, but not longer than this. */
const holdBuyerForMs = 10_000;

const behaviours = { pay: 'succeeds', decline: 'declined', delayed: 'delayed' } as const satisfies Record<
  string,
  MethodBehaviour
>;

/** Lets a session end the way a shopper, a bank or the clock would end it. */
export async function playCheckout(
  world: World,
  session: Stored.Session,
  { outcome, buyer, plan = {} }: Play,
): Promise<Played> {
  const source = worldItself(world, plan);
  if (outcome === 'cancel') return { session, result: 'cancelled', redirectUrl: session.cancel_url };
  if (outcome === 'expire')
    return { session: expireSession(source, session), result: 'expired', redirectUrl: null };
  if (outcome === 'delayed_succeed' || outcome === 'delayed_fail')
    return playDelayed(world, session, { outcome, buyer, plan });
  const billing = {
    address: buyer.address,
    email: buyer.email,
    name: buyer.name,
    phone: buyer.phone,
    tax_id: null,
  };
  const method = newPaymentMethod(world, behaviours[outcome], billing);
  const { result, completed } = payCheckout(source, session, { buyer, method });
  if (!completed) return { session, result, redirectUrl: null };
  if (!plan.delayMs) await world.deliveries.firstAnswer(completed.id, holdBuyerForMs);
  return { session, result, redirectUrl: successUrl(session) };
}

async function playDelayed(world: World, session: Stored.Session, play: Play): Promise<Played> {
  if (session.status === 'open') await playCheckout(world, session, { ...play, outcome: 'delayed' });
  const succeeded = play.outcome === 'delayed_succeed';
  settleCheckout(worldItself(world, play.plan), session, succeeded);
  return { session, result: succeeded ? 'succeeded' : 'declined', redirectUrl: successUrl(session) };
}

/** Where a finished buyer goes, with the session id filled in. */
function successUrl(session: Stored.Session): string {
  if (!session.success_url) throw new StripeApiError('This session has no success_url.');
  return session.success_url.replaceAll(/\{CHECKOUT_SESSION_ID\}|%7BCHECKOUT_SESSION_ID%7D/gi, session.id);
}
