import { ensure } from '../changes.ts';
import type { Order } from '../order.ts';
import { newMessage } from '../outbox.ts';
import type { Around, Promised } from './announce.ts';
import type { BuyerOnRecord } from './sending.ts';
import { suppressions } from './sending.ts';

/** The wish to be on the newsletter's list. */
export type Subscription = {
  readonly email: string;
  /** Where it was given, by the version of the text that stood there. */
  readonly source: string;
  /** ISO 8601; null where the payment page asked and keeps the moment. */
  readonly at: string | null;
};

/** Owes the wish of a shopper who ticked the box; once per order. */
export function oweSubscription(order: Order, around: Omit<Around, 'catalog' | 'appUrl'>): Promised {
  const { email, consent } = order;
  if (email === null || consent?.marketing !== true) return [];
  const given = consent.given?.find(({ kind }) => kind === 'marketing');
  const payload: Subscription = {
    email,
    source: given ? `Shop checkout, ${given.text}` : 'Payment page',
    at: given?.at ?? null,
  };
  const promise = {
    kind: 'klaviyo.subscription',
    dedupe_key: `subscription:${order.order_no}`,
    topic: 'Newsletter',
    payload,
    order_id: order.id,
    webhook_log_id: around.logId ?? null,
  } as const;
  return [ensure('outbox', newMessage(promise, around))];
}

/** Why nobody is subscribed any more; null while nothing on record speaks against it. */
export function whyNotToSubscribe({ at }: Subscription, { order, ofBuyer }: BuyerOnRecord): string | null {
  if (order !== null && order.email === null)
    return `${suppressions.erased}: nothing personal about this order is kept any more.`;
  const since = at === null ? order?.created_at : new Date(at);
  const later = ofBuyer.filter(({ created_at }) => since === undefined || created_at > since);
  return later.some(({ consent }) => consent?.marketing === false)
    ? `${suppressions.noConsent}: this shopper wanted no more marketing afterwards.`
    : null;
}
