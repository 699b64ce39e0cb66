import { ProviderObjectNotFoundError } from '#libs/payments/core/payment-errors.ts';
import type { StripeApi } from './stripe-client.ts';

/**
 * The id of a promotion code that Stripe still takes, by what an order knows of it: its text, or its id where an event named
 * no more than that. Null where there is none any more. https://docs.stripe.com/api/promotion_codes
 */
export async function promotionCodeId(call: StripeApi, code: string | null): Promise<string | null> {
  if (code === null) return null;
  return code.startsWith('promo_') ? activeById(call, code) : activeByText(call, code);
}

async function activeById(call: StripeApi, id: string): Promise<string | null> {
  try {
    const found = await call((stripe, options) => stripe.promotionCodes.retrieve(id, {}, options));
    return found.active ? found.id : null;
  } catch (error) {
    if (error instanceof ProviderObjectNotFoundError) return null;
    throw error;
  }
}

async function activeByText(call: StripeApi, code: string): Promise<string | null> {
  const { data } = await call((stripe, options) =>
    stripe.promotionCodes.list({ code, active: true, limit: 1 }, options),
  );
  return data[0]?.id ?? null;
}
