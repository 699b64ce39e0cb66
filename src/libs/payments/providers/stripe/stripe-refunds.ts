import type Stripe from 'stripe';
import type { ProviderRefund, Refunds } from '#libs/payments/core/payment-types.ts';
import type { StripeApi } from './stripe-client.ts';
import { refundStatusOf } from './stripe-facts.ts';
import { moneyOf } from './stripe-money.ts';

/** Stripe knows three reasons; any other is kept as metadata. */
const stripeReasons: readonly string[] = ['duplicate', 'fraudulent', 'requested_by_customer'];

/** https://docs.stripe.com/api/refunds */
export const stripeRefunds = (call: StripeApi): Refunds => ({
  create: async ({ tradeNo, amount, reason, idempotencyKey }) => {
    const params: Stripe.RefundCreateParams = {
      ...(/^(ch|py)_/.test(tradeNo) ? { charge: tradeNo } : { payment_intent: tradeNo }),
      amount: amount.amount,
      ...reasonParams(reason),
    };
    return toProviderRefund(
      await call((stripe, options) => stripe.refunds.create(params, options), idempotencyKey),
    );
  },
  retrieve: async (refundId) =>
    toProviderRefund(await call((stripe, options) => stripe.refunds.retrieve(refundId, {}, options))),
});

function reasonParams(reason: string | undefined): Stripe.RefundCreateParams {
  if (reason === undefined) return {};
  if (stripeReasons.includes(reason)) return { reason };
  return { reason: 'requested_by_customer', metadata: { reason: reason.slice(0, 500) } };
}

const toProviderRefund = (refund: Stripe.Refund): ProviderRefund => ({
  refundId: refund.id,
  status: refundStatusOf(refund.status),
  amount: moneyOf(refund.amount, refund.currency),
});
