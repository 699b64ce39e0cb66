import { emit, type Source } from '#sandbox/stripe/events.ts';
import { approved, declinedFor, findCharge, newCharge } from '#sandbox/stripe/objects/charge.ts';
import { openDispute } from '#sandbox/stripe/objects/dispute.ts';
import { declineOf } from '#sandbox/stripe/objects/method-tokens.ts';
import { behaviourOfMethod } from '#sandbox/stripe/objects/payment-method.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';

export type PaymentResult = 'succeeded' | 'requires_capture' | 'declined' | 'processing';

/** Carries out a payment the way its method behaves, with every object and event Stripe would leave. */
export function attemptPayment(
  source: Source,
  intent: Stored.PaymentIntent,
  method: Stored.PaymentMethod,
): PaymentResult {
  const behaviour = behaviourOfMethod(source.world, method.id);
  const charge = newCharge(source.world, intent, method);
  intent.latest_charge = charge.id;
  intent.last_payment_error = null;
  if (declineOf(behaviour)) {
    decline(source, { intent, charge, method });
    return 'declined';
  }
  intent.payment_method = method.id;
  if (behaviour.startsWith('delayed')) {
    intent.status = 'processing';
    emit(source, 'payment_intent.processing', intent);
    emit(source, 'charge.pending', charge);
    return 'processing';
  }
  const result = approve(source, intent, charge);
  if (behaviour === 'disputed' || behaviour === 'inquiry')
    openDispute(source, charge, { inquiry: behaviour === 'inquiry' });
  return result;
}

/** The bank's late word on a delayed payment. */
export function settleDelayed(source: Source, intent: Stored.PaymentIntent, succeeded: boolean): void {
  const charge = findCharge(source.world, intent.latest_charge ?? '');
  if (succeeded) {
    approve(source, intent, charge);
    return;
  }
  intent.payment_method = null;
  decline(source, { intent, charge });
}

function approve(source: Source, intent: Stored.PaymentIntent, charge: Stored.Charge): PaymentResult {
  const held = intent.capture_method === 'manual';
  Object.assign(charge, { outcome: approved, paid: true, status: 'succeeded', captured: !held });
  charge.amount_captured = held ? 0 : charge.amount;
  Object.assign(
    intent,
    held
      ? { status: 'requires_capture', amount_capturable: intent.amount }
      : { status: 'succeeded', amount_received: intent.amount },
  );
  emit(source, 'charge.succeeded', charge);
  emit(source, held ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', intent);
  return held ? 'requires_capture' : 'succeeded';
}

type Refused = { intent: Stored.PaymentIntent; charge: Stored.Charge; method?: Stored.PaymentMethod };

function decline(source: Source, { intent, charge, method }: Refused): void {
  const refusal = method
    ? declineOf(behaviourOfMethod(source.world, method.id))
    : {
        code: 'payment_intent_payment_attempt_failed',
        message: 'The bank returned the debit.',
        decline_code: undefined,
      };
  const code = refusal?.code ?? 'card_declined';
  const message = refusal?.message ?? 'Your card was declined.';
  Object.assign(charge, { status: 'failed', failure_code: code, failure_message: message });
  charge.outcome = declinedFor(refusal?.decline_code ?? code);
  intent.status = 'requires_payment_method';
  intent.last_payment_error = {
    charge: charge.id,
    code,
    ...(refusal?.decline_code ? { decline_code: refusal.decline_code } : {}),
    doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
    message,
    ...(method ? { payment_method: structuredClone(method) } : {}),
    type: 'card_error',
  };
  emit(source, 'charge.failed', charge);
  emit(source, 'payment_intent.payment_failed', intent);
}
