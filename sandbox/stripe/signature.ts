import { createHmac } from 'node:crypto';

/** The Stripe-Signature header for a body (https://docs.stripe.com/webhooks/signature). `unixSeconds` is the moment of this attempt. */
export function stripeSignature(body: string, secret: string, unixSeconds: number): string {
  const mac = createHmac('sha256', secret).update(`${unixSeconds}.${body}`, 'utf8').digest('hex');
  return `t=${unixSeconds},v1=${mac}`;
}
