import type Stripe from 'stripe';
import type { Receipts } from '#libs/payments/core/payment-types.ts';
import type { StripeApi } from './stripe-client.ts';

/** Stripe's own receipt of a charge; its address is good for 30 days, so it is asked for each time. https://docs.stripe.com/receipts */
export const stripeReceipts = (call: StripeApi): Receipts => ({
  urlOf: async (tradeNo) => {
    const intent = await call((stripe, options) =>
      stripe.paymentIntents.retrieve(tradeNo, { expand: ['latest_charge'] }, options),
    );
    return webAddress(chargeOf(intent)?.receipt_url ?? null);
  },
});

const chargeOf = ({ latest_charge: charge }: Stripe.PaymentIntent): Stripe.Charge | null =>
  typeof charge === 'string' ? null : charge;

/** Shoppers are sent there, so it has to be a page and nothing else. */
const webAddress = (text: string | null): string | null =>
  text !== null && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : null;
