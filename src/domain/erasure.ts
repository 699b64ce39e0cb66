import type { ActivityLog } from './activity.ts';
import type { Order } from './order.ts';
import type { OutboxMessage } from './outbox.ts';
import type { Address, CheckoutSnapshot, PaymentEvent } from './payment-event.ts';
import type { Preorder } from './preorder.ts';
import { payloadRedaction, type Redaction, redactBody, redactedPayload } from './redaction.ts';

/** An address as it is compared, whoever typed it. */
export const spelledEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();

const erasedOwner = 'erased:';

/** Who an order belongs to once nobody may be told who it was: the same person stays one. */
export const ownerOfErased = (personKey: string): string => `${erasedOwner}${personKey}`;

export const isErased = ({ user_id }: Pick<Order, 'user_id'>): boolean =>
  user_id?.startsWith(erasedOwner) ?? false;

export type OpenReason = 'payment_under_way' | 'to_be_shipped' | 'dispute_open';

/** Why an order still needs to know whose it is; null when it is over. */
export function openReason(order: Order, preorder: Preorder | null): OpenReason | null {
  if (order.status === 'pending') return 'payment_under_way';
  if (order.status === 'disputed') return 'dispute_open';
  if (order.status !== 'paid' && order.status !== 'partially_refunded') return null;
  const status = preorder?.status ?? 'confirmed';
  return status === 'confirmed' || status === 'in_production' ? 'to_be_shipped' : null;
}

/** An order without its buyer. What was bought, paid and given back stays, and to which country it went. */
export function erasedOrder(order: Order, { owner, open }: { owner: string; open: OpenReason | null }) {
  return {
    user_id: owner,
    email: null,
    buyer_name: null,
    phone: null,
    shipping_address: countryOnly(order.shipping_address),
    billing_address: countryOnly(order.billing_address),
    discount_code: null,
    utm: null,
    consent: null,
    // Nobody can be written to or shipped to any more, and a person has to settle what that leaves.
    needs_attention: order.needs_attention ?? (open === null ? null : ('missing_email' as const)),
    link_version: order.link_version + 1,
    version: order.version + 1,
  } satisfies Partial<Order>;
}

export const erasedPreorder = (preorder: Preorder, owner: string) =>
  ({
    user_id: owner,
    email: owner,
    shipping_address: countryOnly(preorder.shipping_address),
    tracking_number: null,
  }) satisfies Partial<Preorder>;

const countryOnly = (address: Address | null): Address | null =>
  address && {
    ...{ name: null, line1: null, line2: null, city: null, state: null, postalCode: null, phone: null },
    country: address.country,
  };

/** A message that says nothing any more and is not sent; null where there is nothing to do. Money owed stays owed. */
export function erasedMessage({ kind, payload, status }: OutboxMessage, now: Date) {
  if (kind === 'refund' || payloadRedaction(payload) !== null) return null;
  const said = { payload: redactedPayload('erased', now), updated_at: now };
  if (status === 'sent' || status === 'suppressed') return said;
  const unsent = { lease_token: null, leased_until: null, last_error: 'erased' };
  return { ...said, ...unsent, status: 'suppressed' as const };
}

/** The texts by which somebody is known, for those who look whether a line names them. */
export function namesOf({ email, buyer_name, phone, shipping_address, billing_address }: Order): string[] {
  const texts = [shipping_address, billing_address].flatMap((address) =>
    address ? [address.name, address.line1, address.line2, address.postalCode, address.phone] : [],
  );
  return [...new Set([email, buyer_name, phone, ...texts])].filter(
    (text): text is string => text !== null && text.trim().length > 2,
  );
}

/** A line of history that names nobody; null for one that never did. */
export function erasedLine(line: ActivityLog, names: readonly string[]) {
  const { message, data, actor } = line;
  const told = {
    message: withoutNames(message, names),
    data: JSON.parse(withoutNames(JSON.stringify(data), names.map(inJson))) as ActivityLog['data'],
    actor: actor.startsWith('user:') ? 'buyer' : actor,
  };
  const same = told.message === message && told.actor === actor;
  return same && JSON.stringify(told.data) === JSON.stringify(data) ? null : told;
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** A pattern that is met by this text alone. */
export const asPattern = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const withoutNames = (text: string, names: readonly string[]): string =>
  names.reduce((left, name) => left.replaceAll(new RegExp(asPattern(name), 'giu'), '[erased]'), text);

/**
 * An event as it is heard about somebody who was erased: what it says about money counts, and nothing it says about the
 * person is kept.
 */
export function impersonal(event: PaymentEvent, redaction: Redaction): PaymentEvent {
  const { fact } = event;
  return {
    ...event,
    email: null,
    rawData: redactBody(event.rawData, redaction),
    fact: fact.kind === 'charge' ? { ...fact, checkout: nobodys(fact.checkout) } : fact,
  };
}

const nobodys = (checkout: CheckoutSnapshot): CheckoutSnapshot => ({
  ...checkout,
  email: null,
  name: null,
  phone: null,
  discountCode: null,
  consent: null,
  shippingAddress: countryOnly(checkout.shippingAddress),
  billingAddress: countryOnly(checkout.billingAddress),
  stamp: { ...checkout.stamp, userId: null, consents: [], utm: null },
});
