import { readStamp } from '#domain/checkout-metadata.ts';
import type { Consent } from '#domain/consent.ts';
import type { Address, CheckoutSnapshot } from '#domain/payment-event.ts';
import type { ApiReader } from './stripe-api-versions.ts';
import {
  amountIn,
  currencyIn,
  fieldOf,
  idIn,
  type JsonObject,
  objectIn,
  objectsIn,
  textIn,
  textsIn,
  timeIn,
} from './stripe-json.ts';

/** What a session says about itself, that it is not ours, or the names of what it lacks. */
export type SessionReading =
  | { readonly kind: 'snapshot'; readonly checkout: CheckoutSnapshot }
  | { readonly kind: 'not_ours' }
  | { readonly kind: 'lacking'; readonly fields: readonly string[] };

/** Reads a checkout session of any known API version (https://docs.stripe.com/api/checkout/sessions/object). */
export function readSession(session: JsonObject, reader: ApiReader): SessionReading {
  const stamp = readStamp(textsIn(session, 'metadata'));
  if (stamp === null) return { kind: 'not_ours' };
  const sessionId = idIn(session, 'id');
  const currency = currencyIn(session, 'currency');
  const amount = amountIn(session, 'amount_total');
  const amountSubtotal = amountIn(session, 'amount_subtotal');
  if (sessionId === null || currency === null || amount === null || amountSubtotal === null) {
    const needed = { id: sessionId, currency, amount_total: amount, amount_subtotal: amountSubtotal };
    return { kind: 'lacking', fields: namesOfNull(needed) };
  }
  const tradeNo = idIn(session, 'payment_intent');
  const amounts = { currency, amount, amountSubtotal, ...partsOf(session) };
  return {
    kind: 'snapshot',
    checkout: {
      sessionId,
      tradeNo,
      stamp,
      ...amounts,
      discountCode: discountCodeOf(session),
      ...buyerOf(session, reader),
      consent: consentOf(session),
      expiresAt: timeIn(session, 'expires_at'),
    },
  };
}

/** The buyer's address for mail: what they typed on the page, else what we prefilled. */
export const emailOf = (session: JsonObject): string | null =>
  textIn(objectIn(session, 'customer_details'), 'email') ?? textIn(session, 'customer_email');

export const namesOfNull = (fields: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(fields).filter((name) => fields[name] === null);

function partsOf(session: JsonObject) {
  const details = objectIn(session, 'total_details');
  return {
    amountDiscount: amountIn(details, 'amount_discount') ?? 0,
    amountTax: amountIn(details, 'amount_tax') ?? 0,
    amountShipping: amountIn(details, 'amount_shipping') ?? 0,
  };
}

function buyerOf(session: JsonObject, reader: ApiReader) {
  const details = objectIn(session, 'customer_details');
  const shipping = reader.shippingOf(session);
  const phone = textIn(details, 'phone') ?? textIn(shipping, 'phone');
  return {
    email: emailOf(session),
    name: textIn(details, 'name') ?? textIn(shipping, 'name'),
    phone,
    shippingAddress: addressOf(shipping, phone),
    billingAddress: addressOf(details, phone),
  };
}

function addressOf(person: JsonObject | null, phone: string | null): Address | null {
  const address = objectIn(person, 'address');
  const place = {
    line1: textIn(address, 'line1'),
    line2: textIn(address, 'line2'),
    city: textIn(address, 'city'),
    state: textIn(address, 'state'),
    postalCode: textIn(address, 'postal_code'),
    country: textIn(address, 'country'),
  };
  const known = Object.values(place).some((part) => part !== null);
  return known ? { name: textIn(person, 'name'), ...place, phone } : null;
}

/** Events name a promotion code by its id; its text is there only where the object was expanded. */
function discountCodeOf(session: JsonObject): string | null {
  const discount = objectsIn(session, 'discounts')[0] ?? null;
  const code = textIn(objectIn(discount, 'promotion_code'), 'code');
  return code ?? idIn(discount, 'promotion_code') ?? idIn(discount, 'coupon');
}

function consentOf(session: JsonObject): Consent | null {
  const consent = objectIn(session, 'consent');
  if (consent === null) return null;
  const promotions = fieldOf(consent, 'promotions');
  return {
    marketing: promotions === 'opt_in' ? true : promotions === 'opt_out' ? false : null,
    terms: fieldOf(consent, 'terms_of_service') === 'accepted' ? true : null,
  };
}
