import type Stripe from 'stripe';
import { ProviderObjectNotFoundError } from '#libs/payments/core/payment-errors.ts';
import type { Prices, ProviderPrice } from '#libs/payments/core/provider-price.ts';
import type { StripeApi } from './stripe-client.ts';

/** Prices as Stripe would charge them; one whose product is archived counts as inactive, because Stripe refuses to sell it. */
export const stripePrices = (call: StripeApi): Prices => ({
  fetch: async (priceIds) => {
    const prices = await Promise.all([...new Set(priceIds)].map((id) => fetchPrice(call, id)));
    return prices.filter((price) => price !== null);
  },
});

async function fetchPrice(call: StripeApi, id: string): Promise<ProviderPrice | null> {
  try {
    const expand = ['currency_options', 'product'];
    return toProviderPrice(await call((stripe, options) => stripe.prices.retrieve(id, { expand }, options)));
  } catch (error) {
    if (error instanceof ProviderObjectNotFoundError) return null;
    throw error;
  }
}

export function toProviderPrice(price: Stripe.Price): ProviderPrice {
  const options = Object.entries(price.currency_options ?? {}).map(
    ([currency, option]) => [currency, option.unit_amount] as const,
  );
  const known = [[price.currency, price.unit_amount] as const, ...options].flatMap(([currency, amount]) =>
    amount === null ? [] : [[currency.toUpperCase(), amount] as const],
  );
  const { product } = price;
  return {
    priceId: price.id,
    active: price.active && (typeof product === 'string' || (!product.deleted && product.active)),
    productId: typeof product === 'string' ? product : product.id,
    amounts: Object.fromEntries(known),
  };
}
