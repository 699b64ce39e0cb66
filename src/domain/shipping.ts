import { type LocalizedText, textIn } from './localized-text.ts';
import { type Money, money } from './money.ts';

/** What one parcel costs in one currency, in minor units; the price on the page includes it where that is 0. */
export type ShippingRate = {
  readonly amount: number;
  /** Goods for this much and more travel free; null where a parcel always costs its rate. */
  readonly freeFrom: number | null;
};

/** Countries that parcels go to at the same rates, and what the payment page calls that way of sending. */
export type ShippingZone = {
  readonly name: LocalizedText;
  readonly countries: readonly string[];
  readonly rates: { readonly [currency: string]: ShippingRate };
};

/** Stands for every country no parcel goes to; Unicode's code for an unknown one. */
export const elsewhere = 'ZZ';

export const servedCountries = (zones: readonly ShippingZone[]): string[] =>
  zones.flatMap(({ countries }) => countries);

export const zoneOf = (zones: readonly ShippingZone[], country: string): ShippingZone | null =>
  zones.find(({ countries }) => countries.includes(country)) ?? null;

/** Where most readers of a language live, if parcels go there, else the first country they go to; null when nothing is sent. */
export function homeCountry(zones: readonly ShippingZone[], locale: string): string | null {
  const served = servedCountries(zones);
  const home = new Intl.Locale(locale).maximize().region;
  return served.find((country) => country === home) ?? served[0] ?? null;
}

/** The rates of a parcel to a country, or to the home of a language where none is named; null where nothing is sent at all. */
export function destinationOf(
  zones: readonly ShippingZone[],
  country: string | null,
  locale: string,
): ShippingZone | null | 'not_served' {
  const chosen = country ?? homeCountry(zones, locale);
  if (zones.length === 0 || chosen === null) return null;
  return zoneOf(zones, chosen) ?? 'not_served';
}

/** Where a parcel may go, what that costs, and what its buyer reads of it. */
export type ShippingQuote = {
  readonly countries: readonly string[];
  readonly name: string;
  readonly fee: Money;
};

export const shippingQuote = (zone: ShippingZone, goods: Money, locale: string): ShippingQuote => ({
  countries: zone.countries,
  name: textIn(zone.name, locale),
  fee: shippingFee(zone, goods),
});

/** What goods of this value cost to send. Throws RangeError without a rate in their currency, which the catalogue's validation rules out. */
export function shippingFee({ rates }: ShippingZone, goods: Money): Money {
  const rate = rateIn(rates, goods.currency);
  const isFree = rate.freeFrom !== null && goods.amount >= rate.freeFrom;
  return money(isFree ? 0 : rate.amount, goods.currency);
}

export function rateIn(rates: ShippingZone['rates'], currency: string): ShippingRate {
  const rate = rates[currency];
  if (rate === undefined) throw new RangeError(`A shipping zone has no rate in ${currency}.`);
  return rate;
}
