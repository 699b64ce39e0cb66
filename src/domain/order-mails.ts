import type { Ensure } from './changes.ts';
import { ensure } from './changes.ts';
import type { Catalog } from './offer.ts';
import { findOffer, findVariant } from './offer.ts';
import type { Order, Transaction } from './order.ts';
import { wasPaid } from './order.ts';
import { type MailedOrder, mailedOrder, type OrderMail, type Parcel } from './order-mail.ts';
import { newMessage } from './outbox.ts';

type Around = {
  readonly now: Date;
  readonly newId: () => string;
  readonly catalog: Catalog;
  readonly appUrl: string;
  readonly logId?: string;
};

/** An order and every fact about its money. */
export type Account = { readonly order: Order; readonly ledger: readonly Transaction[] };

/** The mail that belongs to the fulfilment of a paid order, beside its marketing events. */
export const oweConfirmation = (order: Order, around: Around): readonly Ensure<'outbox'>[] =>
  owe(order, { words: { mail: 'order-confirmed' } }, around);

/** The same mail once more, with the day on which it ships by now; `name` tells this promise from every other. */
export const oweConfirmationAgain = (
  order: Order,
  { name, shipsBy }: { readonly name: string; readonly shipsBy: string | null },
  around: Around,
): readonly Ensure<'outbox'>[] =>
  owe(order, { words: { mail: 'order-confirmed', shipsBy }, about: name }, around);

/** The mail of an order whose goods are being made; once per order. `shipsBy` is a day such as `2027-03-12`. */
export const oweInProduction = (
  order: Order,
  shipsBy: string | null,
  around: Around,
): readonly Ensure<'outbox'>[] => owe(order, { words: { mail: 'in-production', shipsBy } }, around);

/** The mail of a date that was moved; once per new date. Both are days such as `2027-03-12`. */
export const oweShipDateMoved = (
  order: Order,
  { from, to }: { readonly from: string | null; readonly to: string },
  around: Around,
): readonly Ensure<'outbox'>[] => {
  const kept = order.amount - order.amount_refunded;
  const words = { mail: 'ship-date-moved', shipsBy: to, shippedBy: from, kept } as const;
  return owe(order, { words, about: to }, around);
};

/** The mail of a parcel that left; once per order, whatever becomes of its tracking number. */
export const oweShipped = (order: Order, parcel: Parcel, around: Around): readonly Ensure<'outbox'>[] =>
  owe(order, { words: { mail: 'shipped', parcel } }, around);

/** The mail of an order that was called off; `owed` is what goes back because of it, minor units. */
export const oweCancelled = (order: Order, owed: number, around: Around): readonly Ensure<'outbox'>[] =>
  owe(order, { words: { mail: 'cancelled', owed } }, around);

/**
 * The mails a new fact about the money calls for. A fact that was heard stays heard, so in the end the same mails are owed
 * in whatever order the facts arrived; whether one is still true is looked at when it is sent.
 */
export function oweForMoney(
  before: Account | null,
  after: Account,
  around: Around,
): readonly Ensure<'outbox'>[] {
  const known = new Set(before ? calledFor(before).map((called) => keyOf(before.order, called)) : []);
  return calledFor(after)
    .filter((called) => !known.has(keyOf(after.order, called)))
    .flatMap((called) => owe(after.order, called, around));
}

/** Why a mail is not to be sent any more: what it says about the money has been overtaken. Null while it is true. */
export function overtaken(mail: OrderMail, { status, amount_refunded }: Order): string | null {
  switch (mail.mail) {
    case 'payment-pending':
      return status === 'pending' ? null : `The payment is not pending any more: the order is ${status}.`;
    case 'payment-failed':
      return wasPaid(status) ? 'The payment arrived after all.' : null;
    case 'order-confirmed':
      return status === 'refunded' ? 'Everything was given back before the confirmation was sent.' : null;
    case 'in-production':
    case 'ship-date-moved':
      return status === 'refunded' ? 'Everything was given back before the mail was sent.' : null;
    case 'refunded':
      return amount_refunded < mail.refund ? 'The bank sent this refund back.' : null;
    case 'shipped':
    case 'cancelled':
      return null;
  }
}

type Words<M extends OrderMail = OrderMail> = M extends OrderMail ? Omit<M, keyof MailedOrder> : never;

/** A mail that is called for; `about` tells it from others of its kind to the same order. */
type Called = { readonly words: Words; readonly about?: string };

/** `email:order-confirmed:ROL-…`, `email:refunded:ROL-…:re_…`: the promise by its name. */
const keyOf = ({ order_no }: Order, { words, about }: Called): string =>
  ['email', words.mail, order_no, ...(about === undefined ? [] : [about])].join(':');

/** What the facts alone call for. An abandoned payment page is no reason to write to anybody. */
function calledFor({ order, ledger }: Account): Called[] {
  if (order.email === null) return [];
  const charged = (status: string) =>
    ledger.some((line) => line.action_type === 'charge' && line.status === status);
  const refunds = ledger.filter((line) => line.action_type === 'refund' && line.status === 'succeeded');
  const called: Called[] = [];
  if (charged('pending')) called.push({ words: { mail: 'payment-pending' } });
  if (charged('failed')) called.push({ words: { mail: 'payment-failed' } });
  if (!charged('succeeded')) return called;
  const { amount_refunded: returned, needs_attention: reason } = order;
  for (const { provider_ref, amount } of refunds)
    called.push({
      words: { mail: 'refunded', refund: amount, returned, soldOut: reason === 'oversold' },
      about: provider_ref,
    });
  return called;
}

/** Nobody without an address is promised anything. */
function owe(order: Order, called: Called, around: Around): Ensure<'outbox'>[] {
  const { email } = order;
  if (email === null) return [];
  const offer = findOffer(around.catalog, order.product_id);
  const variant = offer && findVariant(offer, order.variant);
  const source = { offer, variant, appUrl: around.appUrl };
  const payload: OrderMail = { ...mailedOrder({ ...order, email }, source), ...called.words };
  const promise = {
    kind: 'email',
    dedupe_key: keyOf(order, called),
    topic: called.words.mail,
    payload,
    order_id: order.id,
    webhook_log_id: around.logId ?? null,
  } as const;
  return [ensure('outbox', newMessage(promise, around))];
}
