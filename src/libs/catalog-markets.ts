import { stepOf } from '#domain/money.ts';
import type { Catalog, Offer } from '#domain/offer.ts';
import { elsewhere, servedCountries } from '#domain/shipping.ts';

type Markets = Pick<Catalog, 'currencyOf' | 'taxOf' | 'shipping' | 'checkout'>;

/** What a catalogue lacks to say, in every currency it sells in, what tax and sending cost; each by its path. */
export function marketProblems(markets: Markets): string[] {
  const currencies = [...new Set(Object.values(markets.currencyOf))];
  return [
    ...currencies.flatMap((currency) => taxProblems(markets, currency)),
    ...markets.shipping.flatMap(({ rates }, index) =>
      currencies
        .filter((currency) => !Object.hasOwn(rates, currency))
        .map((currency) => `shipping.${index}.rates: no rate in ${currency}, a currency the shop sells in`),
    ),
    ...countryProblems(markets),
  ];
}

function taxProblems({ taxOf, checkout }: Markets, currency: string): string[] {
  if (!Object.hasOwn(taxOf, currency)) return [`taxOf.${currency}: does not say whether prices hold the tax`];
  if (taxOf[currency] === 'added' && !checkout.automaticTax)
    return [`taxOf.${currency}: nobody adds the tax while checkout.automaticTax is off`];
  return [];
}

function countryProblems({ shipping }: Markets): string[] {
  const served = servedCountries(shipping);
  const twice = [...new Set(served.filter((country, index) => served.indexOf(country) !== index))];
  return [
    ...twice.map((country) => `shipping: ${country} is in two places, with two rates`),
    ...(served.includes(elsewhere) ? [`shipping: ${elsewhere} stands for every other country`] : []),
  ];
}

type Amounts = Pick<Catalog, 'shipping'> & { readonly offers: readonly Pick<Offer, 'prices'>[] };

/** Amounts Stripe would not charge, because they are finer than what it takes of their currency; each by its path. */
export function amountProblems({ offers, shipping }: Amounts): string[] {
  const prices = offers.flatMap((offer, index) =>
    Object.entries(offer.prices).map(([code, amount]) => ({
      path: `offers.${index}.prices.${code}`,
      code,
      amount,
    })),
  );
  const rates = shipping.flatMap((zone, index) =>
    Object.entries(zone.rates).map(([code, { amount }]) => ({
      path: `shipping.${index}.rates.${code}.amount`,
      code,
      amount,
    })),
  );
  return [...prices, ...rates]
    .filter(({ code, amount }) => amount % stepOf(code) !== 0)
    .map(({ path, code }) => `${path}: Stripe takes ${code} in steps of ${stepOf(code)} minor units`);
}
