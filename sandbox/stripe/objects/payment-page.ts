import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { type Buyer, payCheckout } from '#sandbox/stripe/checkout-outcome.ts';
import { StripeApiError } from '#sandbox/stripe/errors.ts';
import { findIntent } from '#sandbox/stripe/objects/payment-intent.ts';
import { usableMethod } from '#sandbox/stripe/objects/payment-method.ts';
import { findSession } from '#sandbox/stripe/objects/session-calls.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';

/** The undocumented half of a session that the Stripe CLI pays by (`stripe trigger checkout.session.completed`). */
export const retrievePaymentPage = (call: Call): object => paymentPage(findSession(call.world, idOf(call)));

export function confirmPaymentPage(call: Call): object {
  const { form, world } = call;
  const session = findSession(world, idOf(call));
  const expected = form.integer('expected_amount');
  if (expected !== undefined && expected !== session.amount_total) {
    throw new StripeApiError('The amount of this page has changed.', {
      code: 'checkout_amount_mismatch',
      param: 'expected_amount',
    });
  }
  const method = usableMethod(world, form.required('payment_method'));
  const { result } = payCheckout(call, session, { buyer: buyerOf(method), method });
  if (result === 'declined') throw declined(call, session);
  return paymentPage(session);
}

const paymentPage = (session: Stored.Session): object => ({
  ...session,
  id: `ppage_${session.id.slice(-24)}`,
  object: 'payment_page',
  session_id: session.id,
  state: session.status === 'open' ? 'active' : session.status,
});

function buyerOf({ billing_details }: Stored.PaymentMethod): Buyer {
  const { email, name, phone, address } = billing_details;
  return {
    email: email ?? 'stripe@example.com',
    name,
    phone,
    address,
    termsAccepted: true,
    promotions: false,
  };
}

function declined(call: Call, session: Stored.Session): StripeApiError {
  const intentId = call.world.state.checkouts.find(session.id)?.paymentIntent;
  const error = intentId ? findIntent(call.world, intentId).last_payment_error : null;
  return new StripeApiError(error?.message ?? 'Your card was declined.', {
    status: 402,
    type: 'card_error',
    code: error?.code ?? 'card_declined',
    ...(error?.decline_code ? { decline_code: error.decline_code } : {}),
  });
}
