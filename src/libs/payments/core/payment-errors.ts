import { PaymentError } from '#domain/errors.ts';

/** What a failed provider call knew: its cause, and how long the provider asked us to wait. */
export type Circumstances = { readonly cause?: unknown; readonly retryAfterSeconds?: number | null };

/** The notification was not signed by the provider, or not lately; nothing of it may be believed or stored. */
export class SignatureVerificationError extends PaymentError {
  constructor(message: string) {
    super('signature_invalid', message);
  }
}

/** A payment method was asked for that is not configured here. */
export class ProviderNotConfiguredError extends PaymentError {
  constructor(method: string) {
    super('not_configured', `The payment method ${method} is not configured.`);
  }
}

/** The provider could not be reached or answered with its own failure; nothing is known to have happened. */
export class ProviderUnavailableError extends PaymentError {
  constructor(message: string, circumstances: Circumstances = {}) {
    super('provider_unavailable', message, { retryable: true, ...circumstances });
  }
}

/** The provider did not answer within our limit; the call may still have taken effect. */
export class ProviderTimeoutError extends PaymentError {
  constructor(message: string, circumstances: Circumstances = {}) {
    super('provider_timeout', message, { retryable: true, ...circumstances });
  }
}

/** The provider asked us to slow down. */
export class RateLimitedError extends PaymentError {
  constructor(message: string, circumstances: Circumstances = {}) {
    super('provider_rate_limited', message, { retryable: true, ...circumstances });
  }
}

/** The provider understood the request and refuses it; sending it again gives the same answer. */
export class ProviderRefusedError extends PaymentError {
  constructor(message: string, circumstances: Circumstances = {}) {
    super('provider_refused', message, circumstances);
  }
}

/** The buyer's bank said no. */
export class CardDeclinedError extends PaymentError {
  constructor(message: string, circumstances: Circumstances = {}) {
    super('card_declined', message, circumstances);
  }
}

/** The provider has stored a failure of this attempt and repeats it; another attempt may succeed. */
export class AttemptFailedError extends PaymentError {
  constructor(message: string, circumstances: Circumstances = {}) {
    super('attempt_failed', message, { retryable: true, ...circumstances });
  }
}

/** Our key is wrong, revoked or not allowed to do this. */
export class AuthenticationFailedError extends PaymentError {
  constructor(message: string, circumstances: Circumstances = {}) {
    super('authentication_failed', message, circumstances);
  }
}

/** The provider has no object of this id. */
export class ProviderObjectNotFoundError extends PaymentError {
  constructor(message: string, circumstances: Circumstances = {}) {
    super('not_found', message, circumstances);
  }
}

/** An idempotency key was used before with another request, or its first use is still running. */
export class IdempotencyConflictError extends PaymentError {
  constructor(message: string, circumstances: Circumstances & { retryable?: boolean } = {}) {
    super('idempotency_conflict', message, circumstances);
  }
}
