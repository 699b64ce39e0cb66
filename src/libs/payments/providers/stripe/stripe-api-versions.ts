import type { JsonObject } from './stripe-json.ts';
import { objectIn } from './stripe-json.ts';

/** How one family of API versions words the parts that moved between families. */
export type ApiReader = {
  /** Where a checkout session keeps the address the shopper asked to ship to. */
  readonly shippingOf: (session: JsonObject) => JsonObject | null;
};

const collected = (session: JsonObject): JsonObject | null =>
  objectIn(objectIn(session, 'collected_information'), 'shipping_details');

/*
 * What differs, for the fields we read:
 * - acacia: `shipping_details` stands on the session itself; from 2025-02-24 a copy is in `collected_information`
 *   (https://docs.stripe.com/changelog/acacia/2025-02-24/checkout-sessions-collected-info).
 *   Before 2024-10-28 failed refunds are told by `charge.refund.updated` alone, later also by `refund.failed`.
 * - basil removes the session's own `shipping_details`
 *   (https://docs.stripe.com/changelog/basil/2025-03-31/checkout-session-remove-shipping-details) and, from 2025-08-27,
 *   knows prevented disputes (https://docs.stripe.com/changelog/basil/2025-08-27/add-preventions-to-dispute).
 * - clover removes `currency_conversion`, which only sessions opened before 2025-03-30 ever carried
 *   (https://docs.stripe.com/changelog/clover/2025-09-30/remove-checkout-session-currency-conversion-field).
 * - dahlia and endive change requests (`ui_mode`, payment method types), not these answers.
 * Releases within a family only add (https://docs.stripe.com/api/versioning), so the name decides, not the date.
 */
const readers: ReadonlyMap<string, ApiReader> = new Map([
  [
    'acacia',
    { shippingOf: (session: JsonObject) => collected(session) ?? objectIn(session, 'shipping_details') },
  ],
  ['basil', { shippingOf: collected }],
  ['clover', { shippingOf: collected }],
  ['dahlia', { shippingOf: collected }],
  ['endive', { shippingOf: collected }],
]);

/** The reader of what our own API calls answer: the version the SDK pins. */
export const currentReader: ApiReader = { shippingOf: collected };

/** The reader for an event's `api_version`, or null when it is older, newer or not a release we know. */
export function readerFor(apiVersion: string | null): ApiReader | null {
  const [, family] = /^20\d\d-\d\d-\d\d\.([a-z]+)$/.exec(apiVersion ?? '') ?? [];
  return family === undefined ? null : (readers.get(family) ?? null);
}
