import type Stripe from 'stripe';
import type { Receipts } from '#libs/payments/core/payment-types.ts';
import type { StripeApi } from './stripe-client.ts';

/**
 * Stripe's own receipt and invoice of a payment. Their addresses are good for 30 days, so they are asked for each time.
 * https://docs.stripe.com/receipts, https://docs.stripe.com/invoicing/hosted-invoice-page
 */
export const stripeReceipts = (call: StripeApi): Receipts => ({
  papersOf: async (sessionId) => {
    const expand = ['payment_intent.latest_charge', 'invoice'];
    const session = await call((stripe, options) =>
      stripe.checkout.sessions.retrieve(sessionId, { expand }, options),
    );
    const charge = whole(whole(session.payment_intent)?.latest_charge);
    return {
      receiptUrl: webAddress(charge?.receipt_url),
      invoiceUrl: webAddress(whole<Stripe.Invoice>(session.invoice)?.hosted_invoice_url),
    };
  },
});

/** What was expanded; null where there is nothing, or only its id. */
const whole = <Expanded>(part: Expanded | string | null | undefined): Expanded | null =>
  typeof part === 'string' ? null : (part ?? null);

/** Shoppers are sent there, so it has to be a page and nothing else. */
const webAddress = (text: string | null | undefined): string | null =>
  text && URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : null;
