import type { Money } from '#domain/money.ts';
import type { Offer, TaxMode, Variant, VariantOnShow } from '#domain/offer.ts';
import { taxModeOf, unitPrice } from '#domain/offer.ts';
import type { ShippingZone } from '#domain/shipping.ts';
import type { AppContext } from '#services/app-context.ts';
import { recentStock, type StockLevel } from '#services/recent-stock.ts';
import { recentDrift } from '#services/verify-prices.ts';

/** What the product page shows: one offer, its price in the language's currency, and which colours can be had. */
export type ProductPage = {
  readonly offer: Offer;
  readonly unitPrice: Money;
  readonly variants: readonly VariantOnShow[];
  /** Where parcels go. */
  readonly zones: readonly ShippingZone[];
  readonly tax: TaxMode;
  readonly sandboxUrl: string | null;
};

/**
 * The product page in one language. A colour without a price, or whose price at the provider is another one or missing
 * in the language's currency, is closed there; other languages go on selling it. A limited colour is sold out when its
 * pieces are. A provider or store that does not answer keeps nobody from the page: the checkout itself compares the
 * amounts once more and takes the pieces.
 */
export async function productPage(app: AppContext, locale: string): Promise<ProductPage> {
  const [offer] = app.catalog.offers;
  const price = unitPrice(app.catalog, offer, locale);
  const [drift, levels] = await Promise.all([recentDrift(app), recentStock(app, offer)]);
  const here = drift.filter(({ currency }) => currency === price.currency);
  const drifted = new Set(here.map(({ variant }) => variant));
  const variants = offer.variants.map((variant): VariantOnShow => {
    if (variant.availability !== 'open') return { ...variant, left: null };
    if (variant.priceId === null || drifted.has(variant.id))
      return { ...variant, availability: 'closed', left: null };
    return stocked(variant, levels.get(variant.id) ?? 'plenty');
  });
  const tax = taxModeOf(app.catalog, price.currency);
  return { offer, unitPrice: price, variants, zones: app.catalog.shipping, tax, sandboxUrl: app.sandboxUrl };
}

function stocked(variant: Variant, level: StockLevel): VariantOnShow {
  if (level === 0) return { ...variant, availability: 'sold_out', left: null };
  if (level === 'unknown' && variant.stock?.whenUnknown === 'close')
    return { ...variant, availability: 'closed', left: null };
  return { ...variant, left: typeof level === 'number' ? level : null };
}
