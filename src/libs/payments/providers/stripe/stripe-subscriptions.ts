import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import type { ProviderSubscription, Subscriptions } from '#libs/payments/core/payment-types.ts';
import type { StripeApi } from './stripe-client.ts';

/** https://docs.stripe.com/api/subscriptions */
export const stripeSubscriptions = (call: StripeApi): Subscriptions => ({
  create: async ({ customerId, priceId, metadata, idempotencyKey }) => {
    const params: Stripe.SubscriptionCreateParams = {
      customer: customerId,
      items: [{ price: priceId }],
      ...(metadata === undefined ? {} : { metadata }),
    };
    return toProviderSubscription(
      await call((stripe, options) => stripe.subscriptions.create(params, options), idempotencyKey),
    );
  },
  retrieve: async (subscriptionId) => toProviderSubscription(await retrieve(call, subscriptionId)),
  update: async (subscriptionId, { priceId, cancelAtPeriodEnd }) => {
    const params: Stripe.SubscriptionUpdateParams = {
      ...(priceId === undefined ? {} : { items: await replacedItem(call, subscriptionId, priceId) }),
      ...(cancelAtPeriodEnd === undefined ? {} : { cancel_at_period_end: cancelAtPeriodEnd }),
    };
    return toProviderSubscription(
      await call(
        (stripe, options) => stripe.subscriptions.update(subscriptionId, params, options),
        randomUUID(),
      ),
    );
  },
  cancel: async (subscriptionId) =>
    toProviderSubscription(
      await call((stripe, options) => stripe.subscriptions.cancel(subscriptionId, {}, options)),
    ),
});

const retrieve = (call: StripeApi, subscriptionId: string): Promise<Stripe.Subscription> =>
  call((stripe, options) => stripe.subscriptions.retrieve(subscriptionId, {}, options));

/** Naming the item replaces its price; a price without an item would be added beside the old one. */
async function replacedItem(call: StripeApi, subscriptionId: string, price: string) {
  const item = (await retrieve(call, subscriptionId)).items.data[0];
  return [item === undefined ? { price } : { id: item.id, price }];
}

/** Since basil the period belongs to the item: https://docs.stripe.com/changelog/basil/2025-03-31/deprecate-subscription-current-period-start-and-end */
function toProviderSubscription(subscription: Stripe.Subscription): ProviderSubscription {
  const periodEnd = subscription.items.data[0]?.current_period_end;
  return {
    subscriptionId: subscription.id,
    status: subscription.status,
    cancelAtPeriodEnd: subscription.cancel_at_period_end,
    currentPeriodEnd: periodEnd === undefined ? null : new Date(periodEnd * 1000),
  };
}
