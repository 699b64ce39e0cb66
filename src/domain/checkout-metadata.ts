import { consentFields, readConsents } from './consent.ts';
import type { CheckoutStamp } from './payment-event.ts';
import type { StockHold } from './stock-unit.ts';

/** Stripe allows 500 characters in a metadata value; https://docs.stripe.com/metadata */
const valueLimit = 500;

/** The stamp of a checkout as flat text, to travel with the payment through the provider and back. */
export function stampMetadata(stamp: CheckoutStamp): Record<string, string> {
  const fields: Record<string, string | null> = {
    order_no: stamp.orderNo,
    sku: stamp.sku,
    color: stamp.variant,
    quantity: String(stamp.quantity),
    locale: stamp.locale,
    price_id: stamp.priceId,
    unit_amount: stamp.unitAmount === null ? null : String(stamp.unitAmount),
    currency: stamp.currency,
    user_id: stamp.userId,
    country: stamp.country,
    hold: stamp.hold?.token ?? null,
    units: stamp.hold?.numbers.map((nth) => nth.toString(36)).join('.') ?? null,
    recovered_from: stamp.recoveredFrom,
  };
  Object.assign(fields, consentFields(stamp.consents));
  for (const [name, value] of Object.entries(stamp.utm ?? {})) fields[`utm_${name}`] = value;
  const present = Object.entries(fields).filter((field): field is [string, string] => field[1] !== null);
  return Object.fromEntries(present.map(([name, value]) => [name, clip(value)]));
}

/** Reads a stamp back; null when the payment is not ours: `order_no` and `color` are what makes it ours. */
export function readStamp(metadata: Readonly<Record<string, unknown>>): CheckoutStamp | null {
  const text = (name: string): string | null => {
    const value = Object.hasOwn(metadata, name) ? metadata[name] : null;
    return typeof value === 'string' && value !== '' ? clip(value) : null;
  };
  const orderNo = text('order_no');
  const variant = text('color');
  if (orderNo === null || variant === null) return null;
  return {
    orderNo,
    variant,
    sku: text('sku') ?? 'unknown',
    quantity: positiveInteger(text('quantity')) ?? 1,
    locale: text('locale') ?? 'en',
    priceId: text('price_id'),
    unitAmount: positiveInteger(text('unit_amount')),
    currency: text('currency')?.toUpperCase() ?? null,
    userId: text('user_id'),
    country: text('country'),
    consents: readConsents(metadata),
    utm: utmOf(metadata),
    hold: holdOf(text('hold'), text('units')),
    recoveredFrom: text('recovered_from'),
  };
}

/** Units travel in base 36: 99 numbers below a million fit into one value. */
function holdOf(token: string | null, units: string | null): StockHold | null {
  if (token === null || units === null || !/^[1-9a-z][0-9a-z]{0,3}(\.[1-9a-z][0-9a-z]{0,3})*$/.test(units))
    return null;
  return { token, numbers: [...new Set(units.split('.'))].map((nth) => Number.parseInt(nth, 36)) };
}

function utmOf(metadata: Readonly<Record<string, unknown>>): Record<string, string> | null {
  const found = Object.entries(metadata).filter(
    (field): field is [string, string] => field[0].startsWith('utm_') && typeof field[1] === 'string',
  );
  return found.length === 0
    ? null
    : Object.fromEntries(found.map(([name, value]) => [name.slice(4), clip(value)]));
}

function positiveInteger(text: string | null): number | null {
  if (text === null || !/^\d{1,15}$/.test(text)) return null;
  return Number(text);
}

const clip = (value: string): string => (value.length > valueLimit ? value.slice(0, valueLimit) : value);
