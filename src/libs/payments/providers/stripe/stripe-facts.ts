import type { ChargeStatus, DisputeStatus, PaymentFact, RefundStatus } from '#domain/payment-event.ts';
import type { ApiReader } from './stripe-api-versions.ts';
import { amountIn, currencyIn, fieldOf, idIn, type JsonObject, objectIn, textIn } from './stripe-json.ts';
import { namesOfNull, readSession } from './stripe-session.ts';

/** Turns the object of an event into a fact. */
export type FactReader = (object: JsonObject, reader: ApiReader) => PaymentFact;

const settledStatuses: readonly unknown[] = ['paid', 'no_payment_required'];

/** A completed session is paid for, needs no payment, or waits for a delayed method. */
export const completedSession: FactReader = (session, reader) => {
  const paid = fieldOf(session, 'payment_status');
  if (settledStatuses.includes(paid)) return chargeFact(session, reader, 'succeeded');
  return paid === 'unpaid'
    ? chargeFact(session, reader, 'pending')
    : lacking('checkout session', ['payment_status']);
};

export const sessionThat =
  (status: ChargeStatus): FactReader =>
  (session, reader) =>
    chargeFact(session, reader, status);

/** A session asked for by its id may be in any state, also between two events. */
export const fetchedSession: FactReader = (session, reader) => {
  if (fieldOf(session, 'status') === 'expired') return chargeFact(session, reader, 'expired');
  const fact = delayedPaymentFailed(session)
    ? chargeFact(session, reader, 'failed')
    : completedSession(session, reader);
  const unfinished = fieldOf(session, 'status') === 'open' && fieldOf(session, 'payment_status') !== 'paid';
  return fact.kind === 'charge' && unfinished
    ? { kind: 'ignored', reason: 'intermediate_state', sentence: 'The payment page is still open.' }
    : fact;
};

/** The session of a delayed payment that failed stays complete and unpaid; only its payment intent tells it from one still on its way. */
export function delayedPaymentFailed(session: JsonObject): boolean {
  const waits = fieldOf(session, 'status') === 'complete' && fieldOf(session, 'payment_status') === 'unpaid';
  const intent = textIn(objectIn(session, 'payment_intent'), 'status');
  return waits && (intent === 'requires_payment_method' || intent === 'canceled');
}

function chargeFact(session: JsonObject, reader: ApiReader, status: ChargeStatus): PaymentFact {
  const mode = textIn(session, 'mode');
  if (mode !== null && mode !== 'payment') {
    return { kind: 'ignored', reason: 'unhandled_type', sentence: `A checkout session in ${mode} mode.` };
  }
  const reading = readSession(session, reader);
  if (reading.kind === 'snapshot') return { kind: 'charge', status, checkout: reading.checkout };
  if (reading.kind === 'lacking') return lacking('checkout session', reading.fields);
  return {
    kind: 'ignored',
    reason: 'not_ours',
    sentence:
      'The checkout session carries no order_no and color in its metadata. To try one of ours: npm run stripe:trigger -- checkout.session.completed --ours',
  };
}

/** https://docs.stripe.com/api/refunds/object#refund_object-status */
export function refundStatusOf(status: unknown): RefundStatus {
  if (status === 'succeeded') return 'succeeded';
  if (status === 'failed' || status === 'canceled') return 'failed';
  return status === 'requires_action' ? 'processing' : 'pending';
}

export const refundFact: FactReader = (refund) => {
  const refundId = idIn(refund, 'id');
  const tradeNo = tradeNoOf(refund);
  const amount = amountIn(refund, 'amount');
  const currency = currencyIn(refund, 'currency');
  if (refundId === null || tradeNo === null || amount === null || currency === null) {
    return lacking('refund', namesOfNull({ id: refundId, payment_intent: tradeNo, amount, currency }));
  }
  const status = refundStatusOf(fieldOf(refund, 'status'));
  return {
    ...{ kind: 'refund', status, refundId, tradeNo, amount, currency },
    reason: textIn(refund, 'reason'),
    failureReason: textIn(refund, 'failure_reason'),
    ...askedAs(objectIn(refund, 'metadata')),
  };
};

/** The number and attempt we asked for a refund under, as its metadata tells; null for one of the dashboard. */
export function askedAs(metadata: JsonObject | null): {
  readonly refundNo: string | null;
  readonly attempt: number | null;
} {
  const refundNo = textIn(metadata, 'refund_no');
  const attempt = textIn(metadata, 'attempt') ?? '';
  return { refundNo, attempt: refundNo === null || !/^\d{1,9}$/.test(attempt) ? null : Number(attempt) };
}

/** The charge's running total; `refund.*` events move the money. */
export const refundTotal: FactReader = (charge) => {
  const tradeNo = idIn(charge, 'payment_intent') ?? idIn(charge, 'id');
  const amountRefunded = amountIn(charge, 'amount_refunded');
  if (tradeNo === null || amountRefunded === null) {
    return lacking('charge', namesOfNull({ payment_intent: tradeNo, amount_refunded: amountRefunded }));
  }
  return { kind: 'refund_total', tradeNo, amountRefunded };
};

/** A prevented dispute stays open for a person to look at: it was either blocked or paid back, and the status does not say which. */
function disputeStatusOf(status: unknown): DisputeStatus {
  if (status === 'won' || status === 'warning_closed') return 'won';
  return status === 'lost' ? 'lost' : 'open';
}

export const disputeFact: FactReader = (dispute) => {
  const disputeId = idIn(dispute, 'id');
  const tradeNo = tradeNoOf(dispute);
  const amount = amountIn(dispute, 'amount');
  const currency = currencyIn(dispute, 'currency');
  if (disputeId === null || tradeNo === null || amount === null || currency === null) {
    return lacking('dispute', namesOfNull({ id: disputeId, payment_intent: tradeNo, amount, currency }));
  }
  const status = disputeStatusOf(fieldOf(dispute, 'status'));
  return { kind: 'dispute', status, disputeId, tradeNo, amount, currency, reason: textIn(dispute, 'reason') };
};

export const catalogueChange: FactReader = (object) => {
  const objectId = idIn(object, 'id');
  return objectId === null ? lacking('object', ['id']) : { kind: 'price_changed', objectId };
};

/** Our orders know their payment intent; a charge made without one is still named, so that it can be looked for. */
const tradeNoOf = (object: JsonObject): string | null =>
  idIn(object, 'payment_intent') ?? idIn(object, 'charge');

export const lacking = (noun: string, fields: readonly string[]): PaymentFact => ({
  kind: 'unusable',
  code: 'missing_fields',
  sentence: `The ${noun} has no usable ${fields.join(', ')}.`,
});
