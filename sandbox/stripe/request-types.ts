/** The SDK's parameter types that the sandbox checks requests against. */
export const requestTypes = [
  'Checkout.SessionCreateParams',
  'Checkout.SessionListParams',
  'CustomerCreateParams',
  'CustomerUpdateParams',
  'EventListParams',
  'PaymentIntentCancelParams',
  'PaymentIntentCaptureParams',
  'PaymentIntentConfirmParams',
  'PaymentIntentCreateParams',
  'PaymentIntentUpdateParams',
  'PriceCreateParams',
  'PriceListParams',
  'PriceUpdateParams',
  'ProductCreateParams',
  'ProductUpdateParams',
  'RefundCreateParams',
  'RefundListParams',
  'RefundUpdateParams',
  'SubscriptionCancelParams',
  'SubscriptionCreateParams',
  'SubscriptionUpdateParams',
  'WebhookEndpointCreateParams',
  'WebhookEndpointUpdateParams',
] as const;

export type RequestName = (typeof requestTypes)[number];
