import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { ReceivedAlert } from '#sandbox/alerts/received-alerts.ts';
import { Collection } from '#sandbox/collection.ts';
import type { KlaviyoProfile } from '#sandbox/klaviyo/profiles.ts';
import type { RecordedEvent } from '#sandbox/klaviyo/recorded-events.ts';
import type { ReceivedMail } from '#sandbox/mail/received-mails.ts';
import type { StoredAnswer } from '#sandbox/stripe/idempotency.ts';
import type { MethodBehaviour } from '#sandbox/stripe/objects/method-tokens.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import type { Delivery } from '#sandbox/stripe/webhook-delivery.ts';

/** Everything the sandbox remembers. */
export const emptyState = () => ({
  products: new Collection<Stored.Product>(),
  prices: new Collection<Stored.Price>(),
  customers: new Collection<Stored.Customer>(),
  paymentMethods: new Collection<Stored.PaymentMethod>(),
  methodBehaviours: new Collection<{ id: string; behaviour: MethodBehaviour }>(),
  paymentIntents: new Collection<Stored.PaymentIntent>(),
  charges: new Collection<Stored.Charge>(),
  refunds: new Collection<Stored.Refund>(),
  disputes: new Collection<Stored.Dispute>(),
  sessions: new Collection<Stored.Session>(),
  checkouts: new Collection<Stored.Checkout>(),
  invoices: new Collection<Stored.Invoice>(),
  subscriptions: new Collection<Stored.Subscription>(),
  events: new Collection<Stored.Event>(),
  endpoints: new Collection<Stored.Endpoint>(),
  deliveries: new Collection<Delivery>(),
  answers: new Collection<StoredAnswer>(),
  klaviyoEvents: new Collection<RecordedEvent>(),
  klaviyoProfiles: new Collection<KlaviyoProfile>(),
  mails: new Collection<ReceivedMail>(),
  alerts: new Collection<ReceivedAlert>(),
});

export type State = ReturnType<typeof emptyState>;

/** Of every kind, so a state file in daily use stays small. */
const mostKept = 5000;

/** Fills the state from a snapshot file; a missing file is an empty state. Throws on a damaged one. */
export function loadSnapshot(state: State, path: string): void {
  const saved = readSnapshot(path);
  for (const [name, collection] of Object.entries(state)) {
    (collection as Collection<{ id: string }>).replaceAll((saved[name] ?? []).slice(-mostKept));
  }
}

/** Writes the snapshot beside the old one and swaps them, so a crash leaves one of the two whole. */
export function saveSnapshot(state: State, path: string): void {
  const entries = Object.entries(state).map(([name, collection]) => [name, collection.all()]);
  writeFileSync(`${path}.next`, JSON.stringify(Object.fromEntries(entries)));
  renameSync(`${path}.next`, path);
}

export function clearState(state: State): void {
  for (const collection of Object.values(state)) collection.replaceAll([]);
}

function readSnapshot(path: string): Record<string, { id: string }[]> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new Error(`The sandbox state file ${path} cannot be read; delete it to start afresh.`, {
      cause: error,
    });
  }
}
