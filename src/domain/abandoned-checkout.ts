import type { Ensure } from './changes.ts';
import type { GivenConsent } from './consent.ts';
import type { Surroundings } from './decision.ts';
import { announceAbandoned, announceStarted } from './marketing/announce.ts';
import { type Catalog, findOffer, findVariant } from './offer.ts';
import type { Order, Transaction } from './order.ts';
import { wasPaid } from './order.ts';

/** A payment page is never open for longer, milliseconds: https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-expires_at */
const longestOpenMs = 86_400_000;

/**
 * The reminder owed to a shopper whose payment page lapsed: only to those who gave their address and asked for news. Whether
 * they bought in the meantime is looked at when it is sent.
 */
export function oweReminder(
  order: Order,
  line: Transaction,
  around: Surroundings,
): readonly Ensure<'outbox'>[] {
  const lapsed = line.action_type === 'charge' && line.status === 'expired';
  if (!lapsed) return [];
  const { recoveryUrl } = around;
  const started = { at: openedAt(order, around.catalog), checkoutUrl: recoveryUrl, orderId: order.id };
  return [
    // Owed when the page was opened, too, unless nobody knew yet whose it was, or the process ended.
    ...announceStarted(order, started, around),
    ...announceAbandoned(order, { at: line.occurred_at, recoveryUrl }, around),
  ];
}

/** When the payment page of an order was opened, from when it lapsed. */
function openedAt({ expires_at, created_at, product_id, variant }: Order, catalog: Catalog): Date {
  if (expires_at === null) return created_at;
  const offer = findOffer(catalog, product_id);
  const seconds =
    (offer && findVariant(offer, variant)?.stock?.holdSeconds) ?? catalog.checkout.sessionSeconds;
  return new Date(expires_at.getTime() - seconds * 1000);
}

/** The orders that stand for a purchase of the same buyer since the abandoned payment page was opened, its own included. */
export function purchasesSince(abandoned: Order, ofBuyer: readonly Order[]): readonly Order[] {
  const opened = (abandoned.expires_at ?? abandoned.created_at).getTime() - longestOpenMs;
  return [abandoned, ...ofBuyer.filter(({ id }) => id !== abandoned.id)].filter(
    ({ status, paid_at }) => wasPaid(status) && paid_at !== null && paid_at.getTime() >= opened,
  );
}

/** The order that makes taking an abandoned checkout up again a second charge; null while there is none. */
export const boughtMeanwhile = (abandoned: Order, ofBuyer: readonly Order[]): Order | null =>
  purchasesSince(abandoned, ofBuyer).find(
    ({ status, product_id }) => status !== 'refunded' && product_id === abandoned.product_id,
  ) ?? null;

/** The consents that were given with an order, as they were given. */
export const consentsOf = ({ consent }: Order): readonly GivenConsent[] =>
  (consent?.given ?? []).map(({ kind, text, at }) => ({ kind, text, at: new Date(at) }));
