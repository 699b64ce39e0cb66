import type { Catalog, Offer, Variant } from './offer.ts';

/** A colour whose page and charge would disagree. Amounts are minor units; null where there is no such price. */
export type PriceDrift = {
  readonly sku: string;
  readonly variant: string;
  readonly priceId: string;
  readonly currency: string;
  readonly shown: number;
  readonly charged: number | null;
};

/** A price as the provider would charge it: minor units per currency. */
export type ChargedPrice = {
  readonly priceId: string;
  readonly active: boolean;
  readonly amounts: Readonly<Record<string, number>>;
};

/** Compares every price a page can show with what would be charged for it, by price id. */
export function findDrift(catalog: Catalog, charged: readonly ChargedPrice[]): readonly PriceDrift[] {
  const byId = new Map(charged.map((price) => [price.priceId, price]));
  const currencies = [...new Set(Object.values(catalog.currencyOf))];
  return catalog.offers.flatMap((offer) =>
    offer.variants.flatMap((variant) =>
      currencies.flatMap((currency) => drift(offer, variant, currency, byId)),
    ),
  );
}

function drift(
  offer: Offer,
  variant: Variant,
  currency: string,
  byId: ReadonlyMap<string, ChargedPrice>,
): PriceDrift[] {
  const shown = offer.prices[currency];
  if (variant.priceId === null || shown === undefined) return [];
  const price = byId.get(variant.priceId);
  const charged = price?.active ? (price.amounts[currency] ?? null) : null;
  if (charged === shown) return [];
  return [{ sku: offer.sku, variant: variant.id, priceId: variant.priceId, currency, shown, charged }];
}

/** Every price id the catalogue would charge. */
export const priceIdsOf = (catalog: Catalog): readonly string[] =>
  catalog.offers.flatMap(({ variants }) =>
    variants.flatMap(({ priceId }) => (priceId === null ? [] : [priceId])),
  );
