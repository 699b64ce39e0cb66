import { createHash } from 'node:crypto';
import type { PaymentEvent, PaymentFact } from '#domain/payment-event.ts';
import { type Redaction, redactionOf } from '#domain/redaction.ts';
import { currentReader, readerFor } from './stripe-api-versions.ts';
import {
  catalogueChange,
  completedSession,
  disputeFact,
  type FactReader,
  fetchedSession,
  lacking,
  refundFact,
  refundTotal,
  sessionThat,
} from './stripe-facts.ts';
import { fieldOf, idIn, type JsonObject, objectIn, parseJsonObject, textIn, timeIn } from './stripe-json.ts';
import { emailOf } from './stripe-session.ts';

/** What an event is about, as far as fetching it again is concerned. */
export type EventSubject = 'session' | 'refund' | 'dispute' | 'charge';
type Handling = { readonly subject: EventSubject | 'catalogue'; readonly read: FactReader };

/** The type our own envelopes carry: a session that was asked for and not told. */
export const fetchType = 'fetch';

const refunds: Handling = { subject: 'refund', read: refundFact };
const disputes: Handling = { subject: 'dispute', read: disputeFact };
const catalogue: Handling = { subject: 'catalogue', read: catalogueChange };

/** Every event type that means something here; the webhook endpoint subscribes to no others. */
const handlings: ReadonlyMap<string, Handling> = new Map([
  [fetchType, { subject: 'session', read: fetchedSession }],
  ['checkout.session.completed', { subject: 'session', read: completedSession }],
  ['checkout.session.async_payment_succeeded', { subject: 'session', read: sessionThat('succeeded') }],
  ['checkout.session.async_payment_failed', { subject: 'session', read: sessionThat('failed') }],
  ['checkout.session.expired', { subject: 'session', read: sessionThat('expired') }],
  ['refund.created', refunds],
  ['refund.updated', refunds],
  ['refund.failed', refunds],
  ['charge.refund.updated', refunds],
  ['charge.refunded', { subject: 'charge', read: refundTotal }],
  ['charge.dispute.created', disputes],
  ['charge.dispute.updated', disputes],
  ['charge.dispute.closed', disputes],
  ['charge.dispute.funds_withdrawn', disputes],
  ['charge.dispute.funds_reinstated', disputes],
  ['price.created', catalogue],
  ['price.updated', catalogue],
  ['price.deleted', catalogue],
  ['product.created', catalogue],
  ['product.updated', catalogue],
  ['product.deleted', catalogue],
]);

/** The event types a webhook endpoint has to send. */
export const handledEventTypes: readonly string[] = [...handlings.keys()].filter(
  (type) => type !== fetchType,
);

/** Translates a verified body. Never throws: what cannot be used is a fact that says so. */
export function toPaymentEvent(rawData: string, ours: { readonly livemode: boolean }): PaymentEvent {
  const event = parseJsonObject(rawData);
  const object = objectIn(objectIn(event, 'data'), 'object');
  const livemode = fieldOf(event, 'livemode');
  const redaction = redactionOf(rawData);
  return {
    provider: 'stripe',
    eventId: idIn(event, 'id') ?? `sha256:${createHash('sha256').update(rawData).digest('hex')}`,
    type: textIn(event, 'type') ?? 'unknown',
    apiVersion: textIn(event, 'api_version'),
    livemode: typeof livemode === 'boolean' ? livemode : null,
    occurredAt: timeIn(event, 'created') ?? new Date(0),
    email: subjectOf(textIn(event, 'type') ?? '') === 'session' && object !== null ? emailOf(object) : null,
    rawData,
    fact: redaction
      ? redacted(redaction)
      : event === null
        ? malformed('The body is not a JSON object.')
        : factOf(event, ours.livemode),
  };
}

/** The same event, its fact read from an object that was fetched in our own API version. */
export function retranslated(event: PaymentEvent, object: JsonObject): PaymentEvent {
  const fact = handlings.get(event.type)?.read(object, currentReader) ?? unhandled(event.type);
  return { ...event, email: subjectOf(event.type) === 'session' ? emailOf(object) : null, fact };
}

/** What has to be fetched to read an event of this type, or null where nothing can be. */
export function subjectOf(type: string): EventSubject | null {
  const subject = handlings.get(type)?.subject ?? 'catalogue';
  return subject === 'catalogue' ? null : subject;
}

function factOf(event: JsonObject, ourLivemode: boolean): PaymentFact {
  const type = textIn(event, 'type');
  const kind = fieldOf(event, 'object');
  // Thin events name an object without carrying it: https://docs.stripe.com/webhooks#thin-events
  if (kind === 'v2.core.event') return unhandled(type ?? 'thin');
  if (kind !== 'event' || type === null || idIn(event, 'id') === null) {
    return malformed('The body is not a Stripe event with an id and a type.');
  }
  const account = fieldOf(event, 'account');
  if (account !== undefined && account !== null && account !== '') return foreign();
  const livemode = fieldOf(event, 'livemode');
  if (typeof livemode !== 'boolean') return lacking('event', ['livemode']);
  if (livemode !== ourLivemode) return otherLivemode(livemode);
  const handling = handlings.get(type);
  if (!handling) return unhandled(type);
  const object = objectIn(objectIn(event, 'data'), 'object');
  if (object === null) return lacking('event', ['data.object']);
  if (timeIn(event, 'created') === null) return lacking('event', ['created']);
  return readFact(handling, object, textIn(event, 'api_version'));
}

function readFact(handling: Handling, object: JsonObject, apiVersion: string | null): PaymentFact {
  const reader = readerFor(apiVersion);
  if (reader !== null) return handling.read(object, reader);
  // Of a price or product only the id is read, which no version words differently.
  if (handling.subject === 'catalogue') return handling.read(object, currentReader);
  const objectId = idIn(object, 'id');
  if (objectId === null) return lacking(handling.subject, ['id']);
  const sentence = `Written in API version ${apiVersion ?? '(none)'}, which is not known here.`;
  return { kind: 'unreadable_version', objectId, sentence };
}

const malformed = (sentence: string): PaymentFact => ({
  kind: 'unusable',
  code: 'malformed_event',
  sentence,
});

/** The facts of it stand in the records; who wants them again asks the provider, who knows the same event by its id. */
const redacted = ({ why, at }: Redaction): PaymentFact => ({
  kind: 'unusable',
  code: 'payload_redacted',
  sentence: `Its body was redacted on ${at.slice(0, 10)} (${why}) and cannot be driven again; replay the payment by its id at the provider.`,
});

const unhandled = (type: string): PaymentFact => ({
  kind: 'ignored',
  reason: 'unhandled_type',
  sentence: `Nothing happens here on ${type}.`,
});

const foreign = (): PaymentFact => ({
  kind: 'unusable',
  code: 'foreign_account',
  sentence: 'The event belongs to another, connected Stripe account.',
});

const otherLivemode = (livemode: boolean): PaymentFact => ({
  kind: 'ignored',
  reason: 'other_livemode',
  sentence: livemode ? 'A live event, but this is test mode.' : 'A test event, but this is live mode.',
});
