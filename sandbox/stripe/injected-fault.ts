import type { Faults } from '#sandbox/faults.ts';
import { StripeApiError } from '#sandbox/stripe/errors.ts';

/** The failure this call must end with, if any; counts `failNext` down and clears it with its status. */
export function injectedFault(faults: Faults['stripe']): StripeApiError | undefined {
  if (faults.failNext === undefined) return faults.status ? failure(faults.status) : undefined;
  if (faults.failNext <= 0) return undefined;
  const { status = 500 } = faults;
  faults.failNext -= 1;
  if (faults.failNext > 0) return failure(status);
  delete faults.failNext;
  delete faults.status;
  return failure(status);
}

function failure(status: 500 | 429 | 503): StripeApiError {
  if (status === 429) {
    const message =
      'Request rate limit exceeded. Learn more about rate limits here: https://docs.stripe.com/rate-limits.';
    return new StripeApiError(message, { status, code: 'rate_limit' });
  }
  return new StripeApiError('An unknown error occurred. (Injected by the sandbox.)', {
    status,
    type: 'api_error',
  });
}
