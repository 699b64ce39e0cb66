import { catalogSource } from '#config/catalog.ts';
import type { SeededPrice } from '#sandbox/options.ts';
import { priceMap } from './test-context.ts';

type Amounts = Readonly<Record<string, number>>;

/** The prices of the catalogue in every currency, as the local Stripe holds them; a colour may be told otherwise. */
export const seededPrices = (otherwise: Readonly<Record<string, Amounts>> = {}): SeededPrice[] =>
  Object.entries(priceMap).map(([color, id]) => {
    const amounts = otherwise[color] ?? catalogSource.offers[0]?.prices ?? {};
    const [[currency, unit_amount] = ['USD', 0], ...options] = Object.entries(amounts);
    return {
      ...{ id, product: 'prod_companion', nickname: color, currency: currency.toLowerCase(), unit_amount },
      currency_options: Object.fromEntries(options.map(([code, amount]) => [code.toLowerCase(), amount])),
    };
  });
