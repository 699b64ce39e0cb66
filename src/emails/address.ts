import type { Address } from '#domain/payment-event.ts';

/** Where the post code follows the city and the state. */
const codeLast = new Set(['US', 'CA', 'AU']);

/** An address line by line, the country by its name in the reader's language. */
export function addressLines(address: Address, locale: string): string[] {
  const { name, line1, line2, city, state, postalCode, country } = address;
  const place = codeLast.has(country ?? '')
    ? joined([city, joined([state, postalCode], ' ')], ', ')
    : joined([joined([postalCode, city], ' '), state], ', ');
  return [name, line1, line2, place, country && countryName(country, locale)].filter(
    (line): line is string => typeof line === 'string' && line !== '',
  );
}

const joined = (parts: readonly (string | null)[], between: string): string =>
  parts.filter((part) => part !== null && part !== '').join(between);

function countryName(country: string, locale: string): string {
  if (!/^[A-Z]{2}$/.test(country)) return country;
  return new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country;
}
