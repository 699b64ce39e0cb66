import type { Order, Transaction } from '#domain/order.ts';
import type { OutboxMessage } from '#domain/outbox.ts';
import type { Preorder } from '#domain/preorder.ts';
import type { WebhookLog } from '#domain/webhook-log.ts';
import type { ReceivedMail, RecordedEvent } from '#sandbox/server.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import type { Delivery } from '#sandbox/stripe/webhook-delivery.ts';
import * as compare from './compare.ts';
import { confirmationErrors, confirmationsOf, isFinished, isOrderMail } from './compare-mails.ts';
import type { Visited } from './shopper.ts';

/** Everything the world knows once it has come to rest: shoppers, Stripe, our database, Klaviyo, the inboxes. */
export type Evidence = {
  readonly visited: readonly Visited[];
  readonly sessions: readonly Stored.Session[];
  readonly deliveries: readonly Delivery[];
  readonly recorded: readonly RecordedEvent[];
  readonly mails: readonly ReceivedMail[];
  readonly orders: readonly Order[];
  readonly transactions: readonly Transaction[];
  readonly preorders: readonly Preorder[];
  readonly outbox: readonly OutboxMessage[];
  readonly logs: readonly Pick<WebhookLog, 'event_id' | 'status' | 'event'>[];
};

export const classes = ['match', 'missing', 'duplicate', 'mismatch', 'stuck'] as const;
export type Class = (typeof classes)[number];
export type Line = { readonly name: string; readonly expected: number } & Readonly<Record<Class, number>>;
export type Reconciliation = { readonly lines: readonly Line[]; readonly problems: readonly string[] };

/** Compares who paid with what we, Klaviyo and the inboxes hold. Everything is well when every line has only matches. */
export function reconcile(evidence: Evidence): Reconciliation {
  const problems: string[] = [];
  const tally = <E, F>(name: string, expected: readonly E[], look: Look<E, F>): Line =>
    count(name, expected, look, problems);
  const paid = evidence.sessions.filter(compare.isPaid);
  const orderOf = new Map(evidence.orders.map((order) => [order.session_id, order]));
  const outboxOf = (metric: string, session: Stored.Session) =>
    evidence.outbox.filter((message) => compare.promises(message, metric, session));
  const lines = [
    tally('payments', evidence.visited.filter(compare.meantToPay), {
      found: ({ visit }) => paid.filter((session) => compare.emailOf(session) === visit.email),
      wrong: compare.paymentErrors,
    }),
    tally('orders', paid, {
      found: ({ id }) => evidence.orders.filter(({ session_id }) => session_id === id),
      wrong: compare.orderErrors,
    }),
    tally('charges', paid, {
      found: ({ id }) => evidence.transactions.filter(compare.isChargeOf(orderOf.get(id))),
      wrong: compare.chargeErrors,
    }),
    tally('preorders', paid, {
      found: ({ id }) => evidence.preorders.filter(({ session_id }) => session_id === id),
      wrong: compare.preorderErrors,
    }),
    ...compare.metrics.map((metric) =>
      tally(metric, paid, {
        found: (session) => evidence.recorded.filter((event) => compare.announces(event, metric, session)),
        wrong: (session, event) => compare.eventErrors(session, event, orderOf.get(session.id)),
        stuck: (session) => outboxOf(metric, session).some(({ status }) => status !== 'sent'),
      }),
    ),
    tally('confirmations', paid, {
      found: (session) => confirmationsOf(session, evidence.mails),
      wrong: confirmationErrors,
      stuck: (session) =>
        evidence.outbox.some((message) => isOrderMail(message, session) && !isFinished(message)),
    }),
    tally('result pages', evidence.visited.filter(compare.cameBackPaid), {
      found: ({ sessionId }) => evidence.sessions.filter(({ id }) => id === sessionId),
      wrong: compare.shownErrors,
    }),
    tally(
      'unpaid visits',
      evidence.sessions.filter((session) => !compare.isPaid(session)),
      {
        found: (session) => [session],
        wrong: (session) => compare.unpaidErrors(session, evidence),
      },
    ),
    tally('notifications', evidence.deliveries, {
      found: ({ event }) => evidence.logs.filter(({ event_id }) => event_id === event),
      wrong: () => [],
      stuck: ({ state, event }) =>
        state !== 'delivered' ||
        evidence.logs.some(({ event_id, status }) => event_id === event && status === 'failed'),
    }),
    tally('outbox', evidence.outbox, {
      found: (message) => evidence.outbox.filter(({ dedupe_key }) => dedupe_key === message.dedupe_key),
      wrong: compare.strangerErrors(evidence.sessions, paid),
      stuck: (message) => !isFinished(message),
    }),
  ];
  for (const message of evidence.outbox) {
    const { dedupe_key, status, attempts, last_error } = message;
    if (!isFinished(message))
      problems.push(`${dedupe_key}: ${status} after ${attempts} attempts, ${last_error}`);
  }
  return { lines, problems };
}

/** How one kind of thing is looked up and compared; `wrong` says what differs, in words. */
type Look<E, F> = {
  readonly found: (expected: E) => readonly F[];
  readonly wrong: (expected: E, found: F) => readonly string[];
  readonly stuck?: (expected: E) => boolean;
};

function count<E, F>(name: string, expected: readonly E[], look: Look<E, F>, problems: string[]): Line {
  const tally = { match: 0, missing: 0, duplicate: 0, mismatch: 0, stuck: 0 };
  for (const one of expected) {
    const [verdict, why] = judge(one, look);
    tally[verdict] += 1;
    if (verdict !== 'match') problems.push(`${name}: ${verdict} ${compare.nameOf(one)} ${why}`.trim());
  }
  return { name, expected: expected.length, ...tally };
}

function judge<E, F>(expected: E, { found, wrong, stuck }: Look<E, F>): [Class, string] {
  const all = found(expected);
  if (stuck?.(expected)) return ['stuck', ''];
  const [first] = all;
  if (first === undefined) return ['missing', ''];
  if (all.length > 1) return ['duplicate', `${all.length} times`];
  const errors = wrong(expected, first);
  return errors.length === 0 ? ['match', ''] : ['mismatch', errors.join('; ')];
}
