/** The catalogue's prices as the sandbox's Stripe account has to hold them. */
import type { CatalogSource } from '#config/catalog.ts';
import { sandboxPriceId, sandboxProductId } from './embedded-env.ts';

export type SandboxPrice = {
  id: string;
  product: string;
  unit_amount: number;
  currency: string;
  /** Amounts in other currencies' minor units. */
  currency_options?: Record<string, number>;
  nickname: string;
};

/** One price per colour, in the catalogue's first currency, with the others as its currency options. */
export function sandboxPrices(catalog: CatalogSource): SandboxPrice[] {
  return catalog.offers.flatMap((offer) => {
    const [first, ...others] = Object.entries(offer.prices);
    if (first === undefined) return [];
    const options = others.map(([currency, amount]) => [currency.toLowerCase(), amount]);
    return offer.variants.map((variant) => ({
      id: sandboxPriceId(variant.id),
      product: sandboxProductId,
      unit_amount: first[1],
      currency: first[0].toLowerCase(),
      ...(options.length > 0 && { currency_options: Object.fromEntries(options) }),
      nickname: variant.name.en,
    }));
  });
}
