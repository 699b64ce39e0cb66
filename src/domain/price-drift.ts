import type { Catalog, Offer, Variant } from './offer.ts';

/** A colour whose page and charge would disagree in one currency. Amounts are minor units; null: no such price. */
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

/** What is to be said of one colour: all the currencies it has no price in, or one whose price is another. */
export type DriftReport = Pick<PriceDrift, 'sku' | 'variant' | 'priceId'> & {
  readonly drift: readonly PriceDrift[];
  /** For people; amounts in minor units, as both sides keep them. */
  readonly sentence: string;
};

/** One report per colour and fault, so that a price that is gone altogether is not told once per currency. */
export function driftReports(drifted: readonly PriceDrift[]): readonly DriftReport[] {
  const faults = Map.groupBy(drifted, ({ sku, variant, currency, charged }) =>
    [sku, variant, ...(charged === null ? [] : [currency])].join(' '),
  );
  return [...faults.values()].flatMap((drift) => {
    const [first] = drift;
    if (first === undefined) return [];
    const { sku, variant, priceId } = first;
    return [{ sku, variant, priceId, drift, sentence: sentenceOf(first, drift) }];
  });
}

function sentenceOf({ variant, priceId, shown, charged, currency }: PriceDrift, all: readonly PriceDrift[]) {
  const currencies = all.map((drift) => drift.currency).join(', ');
  return charged === null
    ? `${variant} is closed where ${currencies} is shown: ${priceId} has no active price in ${currencies}.`
    : `${variant} is closed where ${currency} is shown: the catalogue says ${shown} (minor units), ${priceId} charges ${charged}.`;
}
