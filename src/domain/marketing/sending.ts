import { purchasesSince } from '../abandoned-checkout.ts';
import { money, toDecimal } from '../money.ts';
import type { Order } from '../order.ts';
import { wasPaid } from '../order.ts';
import { audienceOf, movesProfile } from './catalogue.ts';
import type { EventProfile, KlaviyoEvent } from './event.ts';

/** What is on record about the buyer of an event at the moment it is sent. */
export type BuyerOnRecord = {
  /** The order the event is about; null where none came of it yet. */
  readonly order: Order | null;
  /** What the same address ordered; nobody looks where nothing hangs on it (`hangsOnBuyer`). */
  readonly ofBuyer: readonly Order[];
};

/** Why a message was deliberately not sent: each sentence begins with one of these, so that people can filter by it. */
export const suppressions = {
  erased: 'Erased',
  noConsent: 'No consent',
  purchased: 'Purchased meanwhile',
  overtaken: 'Overtaken',
  testMode: 'Test mode',
  unsubscribed: 'Unsubscribed',
  subscribed: 'Subscribed already',
  notConfigured: 'Not configured',
} as const;

/** Whether anything about an event hangs on what else its buyer ordered: whether it is sent, or how the profile stands. */
export const hangsOnBuyer = (metric: string): boolean =>
  movesProfile(metric) || audienceOf(metric) === 'marketing';

/** Why an event is not to be sent any more; null while nothing speaks against it. Orders need no consent, marketing does. */
export function whyNotToSend(event: KlaviyoEvent, buyer: BuyerOnRecord): string | null {
  if (buyer.order !== null && buyer.order.email === null)
    return `${suppressions.erased}: nothing personal about this order is kept any more.`;
  if (audienceOf(event.metric) === 'marketing') return whyNotToAdvertise(event, buyer);
  return whatOvertook(event, buyer.order);
}

function whyNotToAdvertise(event: KlaviyoEvent, { order, ofBuyer }: BuyerOnRecord): string | null {
  const agreed = event.agreed ?? order?.consent?.marketing === true;
  if (!agreed) return `${suppressions.noConsent}: this shopper did not ask for marketing.`;
  const at = new Date(event.time);
  if (ofBuyer.some(({ created_at, consent }) => created_at > at && consent?.marketing === false))
    return `${suppressions.noConsent}: this shopper wanted no more marketing afterwards.`;
  const purchases = order
    ? purchasesSince(order, ofBuyer)
    : ofBuyer.filter(({ status, paid_at }) => wasPaid(status) && paid_at !== null && paid_at >= at);
  return purchases.length === 0
    ? null
    : `${suppressions.purchased}: ${purchases.map(({ order_no }) => order_no).join(', ')}.`;
}

function whatOvertook({ metric, value }: KlaviyoEvent, order: Order | null): string | null {
  if (order === null) return null;
  if (metric === 'Payment Failed' && wasPaid(order.status))
    return `${suppressions.overtaken}: the payment arrived after all.`;
  const returned = toDecimal(money(order.amount_refunded, order.currency));
  if (metric === 'Refunded Order' && value !== null && returned < value)
    return `${suppressions.overtaken}: the bank sent this refund back.`;
  return null;
}

/** The profile as it is to stand when the event is sent, so that an old event never sets it back. */
export function profileToday({ metric, profile }: KlaviyoEvent, { ofBuyer }: BuyerOnRecord): EventProfile {
  if (!movesProfile(metric)) return { email: profile.email };
  const newestFirst = [...ofBuyer].sort((a, b) => b.created_at.getTime() - a.created_at.getTime());
  const bought = newestFirst.filter(({ status }) => wasPaid(status));
  const marketing = newestFirst.flatMap(({ consent }) => consent?.marketing ?? [])[0];
  const [newest] = newestFirst;
  const colored = bought[0] ?? newest;
  return {
    ...profile,
    ...(newest && { locale: newest.locale }),
    ...(colored && { lastColor: colored.variant }),
    country: newestFirst.flatMap(({ country }) => country ?? [])[0] ?? profile.country ?? null,
    preorderCount: bought.filter(({ status }) => status !== 'refunded').length,
    ...(marketing !== undefined && { acceptsMarketing: marketing }),
  };
}
