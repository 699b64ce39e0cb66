import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import type { PaymentIntent, PaymentIntents } from '#libs/payments/core/payment-types.ts';
import type { StripeApi } from './stripe-client.ts';
import { moneyOf, stripeCurrency } from './stripe-money.ts';

/** https://docs.stripe.com/api/payment_intents */
export const stripePaymentIntents = (call: StripeApi): PaymentIntents => ({
  create: async ({ amount, customerId, metadata, idempotencyKey }) => {
    const params: Stripe.PaymentIntentCreateParams = {
      amount: amount.amount,
      currency: stripeCurrency(amount),
      ...(customerId === undefined ? {} : { customer: customerId }),
      ...(metadata === undefined ? {} : { metadata }),
    };
    return toPaymentIntent(
      await call((stripe, options) => stripe.paymentIntents.create(params, options), idempotencyKey),
    );
  },
  confirm: async (paymentIntentId, { paymentMethodId, returnUrl }) => {
    const params = { payment_method: paymentMethodId, return_url: returnUrl };
    return toPaymentIntent(
      await call(
        (stripe, options) => stripe.paymentIntents.confirm(paymentIntentId, params, options),
        randomUUID(),
      ),
    );
  },
  cancel: async (paymentIntentId) =>
    toPaymentIntent(
      await call(
        (stripe, options) => stripe.paymentIntents.cancel(paymentIntentId, {}, options),
        randomUUID(),
      ),
    ),
});

const toPaymentIntent = (intent: Stripe.PaymentIntent): PaymentIntent => ({
  paymentIntentId: intent.id,
  status: intent.status,
  amount: moneyOf(intent.amount, intent.currency),
});
