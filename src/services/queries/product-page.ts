import type { Money } from '#domain/money.ts';
import type { Offer, Variant } from '#domain/offer.ts';
import { unitPrice } from '#domain/offer.ts';
import type { AppContext } from '#services/app-context.ts';
import { driftedPrices } from '#services/verify-prices.ts';

/** What the product page shows: one offer, its price in the language's currency, and which colours can be had. */
export type ProductPage = {
  readonly offer: Offer;
  readonly unitPrice: Money;
  readonly variants: readonly Variant[];
  readonly sandboxUrl: string | null;
};

/** The product page in one language. A colour without a price, or with another price at the provider, is closed. */
export async function productPage(app: AppContext, locale: string): Promise<ProductPage> {
  const [offer] = app.catalog.offers;
  const drifted = new Set((await knownDrift(app)).map(({ variant }) => variant));
  const variants = offer.variants.map((variant): Variant => {
    const charged = variant.priceId !== null && !drifted.has(variant.id);
    return charged || variant.availability !== 'open' ? variant : { ...variant, availability: 'closed' };
  });
  return { offer, unitPrice: unitPrice(app.catalog, offer, locale), variants, sandboxUrl: app.sandboxUrl };
}

/** A provider that does not answer closes nothing: the checkout itself compares the amounts once more. */
async function knownDrift(app: AppContext): Promise<readonly { variant: string }[]> {
  try {
    return await driftedPrices(app);
  } catch (error) {
    app.log.warn({ error }, 'prices could not be compared; the page shows the catalogue');
    return [];
  }
}
