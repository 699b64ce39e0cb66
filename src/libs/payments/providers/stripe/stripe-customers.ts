import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import type { Customer, CustomerInput, Customers } from '#libs/payments/core/payment-types.ts';
import type { StripeApi } from './stripe-client.ts';

/** https://docs.stripe.com/api/customers */
export const stripeCustomers = (call: StripeApi): Customers => ({
  create: async ({ idempotencyKey, ...input }) =>
    toCustomer(
      await call((stripe, options) => stripe.customers.create(paramsOf(input), options), idempotencyKey),
    ),
  update: async (customerId, input) =>
    toCustomer(
      await call(
        (stripe, options) => stripe.customers.update(customerId, paramsOf(input), options),
        randomUUID(),
      ),
    ),
  delete: async (customerId) => {
    await call((stripe, options) => stripe.customers.del(customerId, {}, options));
  },
});

const paramsOf = ({ email, name, phone, metadata }: CustomerInput) => ({
  ...(email === undefined ? {} : { email }),
  ...(name === undefined ? {} : { name }),
  ...(phone === undefined ? {} : { phone }),
  ...(metadata === undefined ? {} : { metadata }),
});

const toCustomer = (customer: Stripe.Customer): Customer => ({
  customerId: customer.id,
  email: customer.email,
  name: customer.name ?? null,
});
