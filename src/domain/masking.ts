import { maskedEmail } from './order-view.ts';
import type { OutboxKind } from './outbox.ts';

/** What is shown of somebody's data before it is revealed: an address its owner knows again, and first letters. */
export const masked = (text: string): string =>
  text.includes('@') ? maskedEmail(text) : text.replaceAll(/\S+/g, (word) => `${word.slice(0, 1)}•••`);

/** Where personal data stands in the messages of each kind; a link that opens something for whoever has it counts. */
const personal: Readonly<Record<OutboxKind, readonly string[]>> = {
  'klaviyo.event': [
    'profile.email',
    'profile.firstName',
    'profile.lastName',
    'profile.phone',
    'properties.BillingAddress',
    'properties.ShippingAddress',
    'properties.RecoveryURL',
    'properties.CheckoutURL',
    'properties.OrderStatusURL',
  ],
  'klaviyo.subscription': ['email'],
  'klaviyo.deletion': ['email'],
  email: ['to', 'name', 'shippingAddress'],
  refund: [],
  alert: [],
};

/** The payload of a message with every personal text in it masked. */
export const maskedPayload = (kind: OutboxKind, payload: unknown): unknown =>
  personal[kind].reduce((masking, path) => maskAt(masking, path.split('.')), payload);

/** The names under which providers put what belongs to somebody, or opens something of theirs. */
const personalNames = new Set([
  ...['email', 'customer_email', 'receipt_email', 'name', 'individual_name', 'business_name', 'phone'],
  ...['address', 'customer_details', 'shipping', 'shipping_details', 'billing_details'],
  ...['receipt_url', 'url', 'client_secret', 'customer_address', 'customer_name', 'customer_email_address'],
]);

/** The body of a notification with every personal text in it masked. */
export function maskedEvent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskedEvent);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      personalNames.has(name) ? maskAll(inner) : maskedEvent(inner),
    ]),
  );
}

function maskAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return maskAll(value);
  if (!isRecord(value) || !Object.hasOwn(value, name)) return value;
  return { ...value, [name]: maskAt(value[name], rest) };
}

function maskAll(value: unknown): unknown {
  if (typeof value === 'string') return masked(value);
  if (Array.isArray(value)) return value.map(maskAll);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskAll(inner)]));
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
