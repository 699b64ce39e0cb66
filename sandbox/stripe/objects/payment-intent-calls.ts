import type Stripe from 'stripe';
import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { invalidParam, StripeApiError } from '#sandbox/stripe/errors.ts';
import { emit } from '#sandbox/stripe/events.ts';
import type { Form } from '#sandbox/stripe/form.ts';
import { listPage, whereEqual } from '#sandbox/stripe/list.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import { addressOf } from '#sandbox/stripe/objects/address.ts';
import { findCharge } from '#sandbox/stripe/objects/charge.ts';
import { findCustomer } from '#sandbox/stripe/objects/customer.ts';
import { findIntent, openIntent } from '#sandbox/stripe/objects/payment-intent.ts';
import { usableMethod } from '#sandbox/stripe/objects/payment-method.ts';
import { currencyOf } from '#sandbox/stripe/objects/price.ts';
import { attemptPayment } from '#sandbox/stripe/payment-flow.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow } from '#sandbox/world.ts';

export function createIntent(call: Call): Stored.PaymentIntent {
  const { form, world } = call;
  const methodId = form.text('payment_method');
  const intent = openIntent(call, {
    amount: positiveAmount(form),
    currency: currencyOf(form.required('currency'), 'currency'),
    capture_method: form.oneOf('capture_method', ['automatic', 'automatic_async', 'manual']) ?? 'automatic',
    customer: form.has('customer') ? findCustomer(world, form.required('customer'), 'customer').id : null,
    description: form.text('description') ?? null,
    metadata: metadataOf(form),
    payment_method: methodId ? usableMethod(world, methodId).id : null,
    payment_method_types: form.has('payment_method_types') ? form.texts('payment_method_types') : ['card'],
    receipt_email: form.text('receipt_email') ?? null,
    shipping: shippingOf(form.child('shipping')),
  });
  return form.flag('confirm') ? confirm(call, intent) : intent;
}

export const retrieveIntent = (call: Call) => findIntent(call.world, idOf(call));

export function updateIntent(call: Call): Stored.PaymentIntent {
  const intent = retrieveIntent(call);
  const { form } = call;
  if (form.has('amount')) {
    requireStatus(intent, 'update', ['requires_payment_method', 'requires_confirmation', 'requires_action']);
    intent.amount = positiveAmount(form);
  }
  intent.metadata = metadataOf(form, intent.metadata);
  intent.description = form.updated('description', intent.description);
  intent.receipt_email = form.updated('receipt_email', intent.receipt_email);
  return intent;
}

export function confirmIntent(call: Call): Stored.PaymentIntent {
  const intent = retrieveIntent(call);
  requireStatus(intent, 'confirm', ['requires_payment_method', 'requires_confirmation']);
  const method = call.form.text('payment_method');
  if (method) intent.payment_method = usableMethod(call.world, method).id;
  return confirm(call, intent);
}

export function cancelIntent(call: Call): Stored.PaymentIntent {
  const intent = retrieveIntent(call);
  requireStatus(intent, 'cancel', [
    'requires_payment_method',
    'requires_capture',
    'requires_confirmation',
    'requires_action',
    'processing',
  ]);
  intent.status = 'canceled';
  intent.canceled_at = unixNow(call.world);
  intent.amount_capturable = 0;
  intent.cancellation_reason =
    call.form.oneOf('cancellation_reason', [
      'abandoned',
      'duplicate',
      'fraudulent',
      'requested_by_customer',
    ]) ?? null;
  emit(call, 'payment_intent.canceled', intent);
  return intent;
}

export function captureIntent(call: Call): Stored.PaymentIntent {
  const intent = retrieveIntent(call);
  requireStatus(intent, 'capture', ['requires_capture']);
  const amount = call.form.integer('amount_to_capture') ?? intent.amount_capturable;
  if (amount < 1 || amount > intent.amount_capturable) {
    throw invalidParam(
      'amount_to_capture',
      'The amount to capture is outside of what can be captured.',
      'amount_too_large',
    );
  }
  const charge = findCharge(call.world, intent.latest_charge ?? '');
  Object.assign(charge, { captured: true, amount_captured: amount });
  Object.assign(intent, { status: 'succeeded', amount_received: amount, amount_capturable: 0 });
  emit(call, 'charge.captured', charge);
  emit(call, 'payment_intent.succeeded', intent);
  return intent;
}

export function listIntents(call: Call): object {
  const fields = { customer: (intent: Stored.PaymentIntent) => intent.customer };
  return listPage(call, whereEqual(call, call.world.state.paymentIntents.newestFirst(), fields));
}

/** Tries to pay; a refused card is a 402 with the intent inside, as Stripe answers. */
function confirm(call: Call, intent: Stored.PaymentIntent): Stored.PaymentIntent {
  if (!intent.payment_method) {
    throw new StripeApiError("You cannot confirm this PaymentIntent because it's missing a payment method.", {
      code: 'payment_intent_unexpected_state',
      payment_intent: intent,
    });
  }
  const result = attemptPayment(call, intent, usableMethod(call.world, intent.payment_method));
  if (result !== 'declined') return intent;
  const error = intent.last_payment_error;
  intent.payment_method = null;
  throw new StripeApiError(error?.message ?? 'Your card was declined.', {
    status: 402,
    type: 'card_error',
    code: error?.code ?? 'card_declined',
    ...(error?.decline_code ? { decline_code: error.decline_code } : {}),
    ...(error?.charge ? { charge: error.charge } : {}),
    payment_intent: structuredClone(intent),
  });
}

function requireStatus(
  intent: Stored.PaymentIntent,
  verb: string,
  allowed: readonly Stripe.PaymentIntent.Status[],
): void {
  if (allowed.includes(intent.status)) return;
  throw new StripeApiError(
    `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be used here: ${allowed.join(', ')}.`,
    { code: 'payment_intent_unexpected_state', payment_intent: structuredClone(intent) },
  );
}

function positiveAmount(form: Form): number {
  const amount = form.amount('amount');
  if (amount >= 1) return amount;
  throw invalidParam('amount', 'This value must be greater than or equal to 1.', 'parameter_invalid_integer');
}

function shippingOf(form: Form | undefined): Stripe.PaymentIntent.Shipping | null {
  const address = form?.child('address');
  if (!form || !address) return null;
  return { address: addressOf(address), name: form.required('name'), phone: form.text('phone') ?? '' };
}
