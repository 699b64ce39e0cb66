import type Stripe from 'stripe';
import { AttemptFailedError } from '#libs/payments/core/payment-errors.ts';
import type { ProviderRefund, RefundRequest, Refunds } from '#libs/payments/core/payment-types.ts';
import type { StripeApi } from './stripe-client.ts';
import { isStoredFailure } from './stripe-errors.ts';
import { askedAs, refundStatusOf } from './stripe-facts.ts';
import { moneyOf } from './stripe-money.ts';

/** Stripe knows three reasons; any other is kept as metadata. */
const stripeReasons: readonly string[] = ['duplicate', 'fraudulent', 'requested_by_customer'];

/** https://docs.stripe.com/api/refunds */
export const stripeRefunds = (call: StripeApi): Refunds => ({
  create: async (request) => {
    const idempotencyKey = `${request.refundNo}:${request.attempt}`;
    try {
      const params = paramsOf(request);
      return toProviderRefund(
        await call((stripe, options) => stripe.refunds.create(params, options), idempotencyKey),
      );
    } catch (error) {
      if (!isStoredFailure(error)) throw error;
      throw new AttemptFailedError(`Stripe repeats its failure of ${idempotencyKey}.`, { cause: error });
    }
  },
  retrieve: async (refundId) =>
    toProviderRefund(await call((stripe, options) => stripe.refunds.retrieve(refundId, {}, options))),
  list: (tradeNo) => everyRefund(call, tradeNo),
});

async function everyRefund(call: StripeApi, tradeNo: string): Promise<readonly ProviderRefund[]> {
  const found: Stripe.Refund[] = [];
  for (;;) {
    const last = found.at(-1);
    const params = { ...paymentOf(tradeNo), limit: 100, ...(last ? { starting_after: last.id } : {}) };
    const page = await call((stripe, options) => stripe.refunds.list(params, options));
    found.push(...page.data);
    if (!page.has_more || page.data.length === 0) return found.map(toProviderRefund);
  }
}

const paymentOf = (tradeNo: string): { charge: string } | { payment_intent: string } =>
  /^(ch|py)_/.test(tradeNo) ? { charge: tradeNo } : { payment_intent: tradeNo };

function paramsOf({ tradeNo, amount, reason, refundNo, attempt }: RefundRequest): Stripe.RefundCreateParams {
  const known = stripeReasons.find((word) => word === reason) as Stripe.RefundCreateParams.Reason | undefined;
  const words: Record<string, string> = reason === undefined || known ? {} : { reason: reason.slice(0, 500) };
  return {
    ...paymentOf(tradeNo),
    amount: amount.amount,
    ...(reason === undefined ? {} : { reason: known ?? 'requested_by_customer' }),
    metadata: { refund_no: refundNo, attempt: String(attempt), ...words },
  };
}

function toProviderRefund(refund: Stripe.Refund): ProviderRefund {
  return {
    refundId: refund.id,
    status: refundStatusOf(refund.status),
    amount: moneyOf(refund.amount, refund.currency),
    ...askedAs(refund.metadata),
  };
}
