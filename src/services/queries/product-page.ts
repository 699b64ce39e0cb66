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
 * The product page in one language. A colour without a price, or with another price at the provider, is closed. A provider
 * that does not answer closes nothing: the checkout itself compares the amounts once more.
 */
export async function productPage(app: AppContext, locale: string): Promise<ProductPage> {
  const [offer] = app.catalog.offers;
  const drifted = new Set((await recentDrift(app)).map(({ variant }) => variant));
  const variants = offer.variants.map((variant): Variant => {
    const charged = variant.priceId !== null && !drifted.has(variant.id);
    return charged || variant.availability !== 'open' ? variant : { ...variant, availability: 'closed' };
  });
  return { offer, unitPrice: unitPrice(app.catalog, offer, locale), variants, sandboxUrl: app.sandboxUrl };
}
