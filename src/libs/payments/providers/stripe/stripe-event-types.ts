/**
 * The events a webhook endpoint subscribes to. What an older or wider endpoint sends besides is understood or ignored.
 * https://docs.stripe.com/api/events/types
 */
export const subscribedEventTypes = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.refunded',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'price.updated',
  'price.deleted',
  'product.updated',
] as const;
