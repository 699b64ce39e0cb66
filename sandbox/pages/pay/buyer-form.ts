import type Stripe from 'stripe';
import type { Buyer } from '#sandbox/stripe/checkout-outcome.ts';
import type { Form } from '#sandbox/stripe/form.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';

/** A shopper who exists only here; fills whatever a session asks for. */
const sampleBuyer = {
  email: 'mira@example.com',
  name: 'Mira Lindqvist',
  phone: '+46 70 123 45 67',
  address: { line1: 'Södra vägen 12', city: 'Göteborg', postal_code: '412 54', state: '', country: 'SE' },
};

export type Filled = Record<
  'email' | 'name' | 'phone' | 'line1' | 'city' | 'postal_code' | 'state' | 'country',
  string
>;

/** What the form shows at first: the known e-mail, and the sample shopper for the rest. */
export function firstValues(session: Stored.Session): Filled {
  const countries = session.shipping_address_collection?.allowed_countries ?? [];
  const { country } = sampleBuyer.address;
  return {
    ...sampleBuyer.address,
    email: lockedEmail(session) ?? sampleBuyer.email,
    name: session.customer_details?.name ?? sampleBuyer.name,
    phone: sampleBuyer.phone,
    country: countries.length === 0 || countries.includes(country) ? country : (countries[0] ?? country),
  };
}

/** What the shopper typed, over the first values where a field was not sent. */
export function typedValues(session: Stored.Session, form: Form): Filled {
  const first = firstValues(session);
  const typed = Object.entries(first).map(([name, value]) => [
    name,
    form.has(name) ? (form.text(name) ?? '') : value,
  ]);
  return {
    ...(Object.fromEntries(typed) as Filled),
    ...(lockedEmail(session) ? { email: first.email } : {}),
  };
}

export const lockedEmail = (session: Stored.Session): string | null =>
  session.customer_email ?? (session.customer ? (session.customer_details?.email ?? null) : null);

export const asksForAddress = (session: Stored.Session): boolean =>
  session.shipping_address_collection !== null || session.billing_address_collection === 'required';

/** The first thing that is still missing before anyone can pay, by field name. */
export function missingField(
  session: Stored.Session,
  values: Filled,
  termsAccepted: boolean,
): keyof Filled | 'terms' | undefined {
  const wanted: (keyof Filled)[] = ['email', 'name'];
  if (session.phone_number_collection?.enabled) wanted.push('phone');
  if (asksForAddress(session)) wanted.push('line1', 'city', 'country');
  const gap = wanted.find((name) => values[name].trim() === '');
  if (gap) return gap;
  if (!/^[^\s@]+@[^\s@]+$/.test(values.email)) return 'email';
  const countries = session.shipping_address_collection?.allowed_countries;
  if (countries && !countries.includes(values.country)) return 'country';
  return session.consent_collection?.terms_of_service === 'required' && !termsAccepted ? 'terms' : undefined;
}

export function buyerOf(
  session: Stored.Session,
  values: Filled,
  said: Pick<Buyer, 'termsAccepted' | 'promotions' | 'taxId'>,
): Buyer {
  return {
    email: values.email,
    name: values.name,
    phone: session.phone_number_collection?.enabled ? values.phone : null,
    address: asksForAddress(session) ? addressOf(values) : cardCountryOnly(values),
    ...said,
  };
}

const addressOf = ({ line1, city, postal_code, state, country }: Filled): Stripe.Address => ({
  city,
  country,
  line1,
  line2: null,
  postal_code: postal_code || null,
  state: state || null,
});

/** Without address collection a card payment still tells country and postcode. */
const cardCountryOnly = ({ postal_code, country }: Filled): Stripe.Address => ({
  city: null,
  country,
  line1: null,
  line2: null,
  postal_code: postal_code || null,
  state: null,
});
