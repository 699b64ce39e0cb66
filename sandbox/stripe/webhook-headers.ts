/** The headers Stripe sends with every webhook. */
export const webhookHeaders = (signature: string): Record<string, string> => ({
  Accept: '*/*; q=0.5, application/xml',
  'Cache-Control': 'no-cache',
  'Content-Type': 'application/json; charset=utf-8',
  'Stripe-Signature': signature,
  'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
});
