import type Stripe from 'stripe';
import type { Form } from '#sandbox/stripe/form.ts';

/** A postal address as Stripe keeps it; what was not given is null. */
export const addressOf = (form: Form): Stripe.Address => ({
  city: form.text('city') ?? null,
  country: form.text('country') ?? null,
  line1: form.text('line1') ?? null,
  line2: form.text('line2') ?? null,
  postal_code: form.text('postal_code') ?? null,
  state: form.text('state') ?? null,
});
