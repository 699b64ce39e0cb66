import type Stripe from 'stripe';
import type { PaymentEvent } from '#domain/payment-event.ts';
import { ProviderObjectNotFoundError } from '#libs/payments/core/payment-errors.ts';
import type { StripeApi } from './stripe-client.ts';
import { delayedPaymentFailed, lacking } from './stripe-facts.ts';
import { isJsonObject, type JsonObject } from './stripe-json.ts';
import { type EventSubject, fetchType, retranslated, subjectOf } from './stripe-translate.ts';

/** The version our calls are answered in; its type fails when the SDK moves on. */
const pinnedApiVersion: Stripe.LatestApiVersion = '2026-10-28.endive';

/** A session as it stands, wrapped like an event, so that it is stored and read again like one. */
export async function fetchSessionEnvelope(call: StripeApi, sessionId: string): Promise<string> {
  const expand = ['payment_intent'];
  return sessionEnvelope(
    await call((stripe, options) => stripe.checkout.sessions.retrieve(sessionId, { expand }, options)),
  );
}

/** The same for a session that is here, with its payment intent expanded. */
export function sessionEnvelope(session: Stripe.Checkout.Session): string {
  const intent = typeof session.payment_intent === 'string' ? null : session.payment_intent;
  // The whole intent would bring its client secret along.
  const kept = intent && { id: intent.id, status: intent.status, created: intent.created };
  const object = { ...session, payment_intent: kept ?? session.payment_intent };
  return JSON.stringify({
    id: `fetch:${session.id}:${standingOf(session, object)}`,
    object: 'event',
    type: fetchType,
    api_version: pinnedApiVersion,
    created: kept?.created ?? session.created,
    livemode: session.livemode,
    data: { object },
  });
}

/** The payment status, but for the two ends that Stripe also calls unpaid: an earlier look at the same session must not hide them. */
function standingOf(session: Stripe.Checkout.Session, object: JsonObject): string {
  if (session.status === 'expired') return 'expired';
  return delayedPaymentFailed(object) ? 'failed' : session.payment_status;
}

/** The event with a fact read from its object as Stripe renders it for us today; an object that is gone makes it unusable. */
export async function refetchedEvent(call: StripeApi, event: PaymentEvent): Promise<PaymentEvent> {
  const subject = subjectOf(event.type);
  if (event.fact.kind !== 'unreadable_version' || subject === null) return event;
  try {
    const retrieve: Retrieval = retrievals[subject];
    const object = await call(retrieve(event.fact.objectId));
    return isJsonObject(object) ? retranslated(event, object) : event;
  } catch (error) {
    if (!(error instanceof ProviderObjectNotFoundError)) throw error;
    return { ...event, fact: lacking('event', [`object ${event.fact.objectId} at Stripe any more`]) };
  }
}

type Retrieval = (id: string) => (stripe: Stripe, options: Stripe.RequestOptions) => Promise<unknown>;

const retrievals = {
  session: (id) => (stripe, options) => stripe.checkout.sessions.retrieve(id, {}, options),
  refund: (id) => (stripe, options) => stripe.refunds.retrieve(id, {}, options),
  dispute: (id) => (stripe, options) => stripe.disputes.retrieve(id, {}, options),
  charge: (id) => (stripe, options) => stripe.charges.retrieve(id, {}, options),
} satisfies Record<EventSubject, Retrieval>;
