import type { Money } from '#domain/money.ts';
import type { Offer, Variant } from '#domain/offer.ts';
import { unitPrice } from '#domain/offer.ts';
import type { AppContext } from '#services/app-context.ts';
import { recentDrift } from '#services/verify-prices.ts';

/** What the product page shows: one offer, its price in the language's currency, and which colours can be had. */
export type ProductPage = {
  readonly offer: Offer;
  readonly unitPrice: Money;
  readonly variants: readonly Variant[];
  readonly sandboxUrl: string | null;
};

/**
 * The product page in one language. A colour without a price, or whose price at the provider is another one or missing
 * in the language's currency, is closed there; other languages go on selling it. A provider that does not answer
 * closes nothing: the checkout itself compares the amounts once more.
 */
export async function productPage(app: AppContext, locale: string): Promise<ProductPage> {
  const [offer] = app.catalog.offers;
  const price = unitPrice(app.catalog, offer, locale);
  const here = (await recentDrift(app)).filter(({ currency }) => currency === price.currency);
  const drifted = new Set(here.map(({ variant }) => variant));
  const variants = offer.variants.map((variant): Variant => {
    const charged = variant.priceId !== null && !drifted.has(variant.id);
    return charged || variant.availability !== 'open' ? variant : { ...variant, availability: 'closed' };
  });
  return { offer, unitPrice: price, variants, sandboxUrl: app.sandboxUrl };
}
