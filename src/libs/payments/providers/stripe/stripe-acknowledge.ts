import type { Acknowledgement, WebhookOutcome } from '#libs/payments/core/payment-types.ts';

/** Stripe takes any 2xx as delivered and sends everything else again (https://docs.stripe.com/webhooks#retries). */
const answers = {
  accepted: [200, { received: true }],
  forged: [400, { error: 'signature_invalid' }],
  too_large: [413, { error: 'payload_too_large' }],
  unavailable: [503, { error: 'try_again' }],
  crashed: [500, { error: 'internal' }],
} as const satisfies Record<WebhookOutcome, readonly [number, object]>;

/** The answer to a delivery; it says nothing about how we are built. */
export function stripeAcknowledgement(outcome: WebhookOutcome): Acknowledgement {
  const [status, body] = answers[outcome];
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
