import type Stripe from 'stripe';

/** The one account of the sandbox. */
export const account: Stripe.Account = {
  id: 'acct_1SandboxRolitt00',
  object: 'account',
  business_profile: null,
  business_type: 'company',
  charges_enabled: true,
  country: 'US',
  created: 1_767_225_600,
  default_currency: 'usd',
  details_submitted: true,
  email: 'sandbox@example.com',
  metadata: {},
  payouts_enabled: true,
  settings: null,
  type: 'standard',
};
