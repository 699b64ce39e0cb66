import type { Money } from './money.ts';

export type PaymentErrorCode =
  | 'not_configured'
  | 'provider_unavailable'
  | 'provider_timeout'
  | 'provider_rate_limited'
  | 'provider_refused'
  | 'card_declined'
  | 'attempt_failed'
  | 'authentication_failed'
  | 'not_found'
  | 'idempotency_conflict'
  | 'signature_invalid'
  | 'amount_mismatch'
  | 'price_drift'
  | 'payload_too_large'
  | 'store_unavailable'
  | 'store_conflict'
  | 'not_allowed';

/** The family of every failure around money: a stable code, whether trying again can help, and the cause. */
export class PaymentError extends Error {
  readonly code: PaymentErrorCode;
  readonly retryable: boolean;
  /** Seconds the other side asked us to wait, where it said so. */
  readonly retryAfterSeconds: number | null;

  constructor(
    code: PaymentErrorCode,
    message: string,
    options: { retryable?: boolean; cause?: unknown; retryAfterSeconds?: number | null } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}

/** The provider would charge something else than the page shows; nobody is sent to such a page. */
export class PriceDriftError extends PaymentError {
  constructor(shown: Money, charged: Money) {
    super(
      'price_drift',
      `The catalogue says ${shown.amount} ${shown.currency} (minor units), the provider ${charged.amount} ${charged.currency}.`,
    );
  }
}

/** The store did not answer in time or refused the connection; the provider's retry is our queue. */
export class StoreUnavailableError extends PaymentError {
  constructor(message: string, cause?: unknown) {
    super('store_unavailable', message, { retryable: true, cause });
  }
}

/** Others changed the same records again and again while we decided. */
export class StoreConflictError extends PaymentError {
  constructor(guards: readonly string[]) {
    super('store_conflict', `Gave way to other writers: ${guards.join(', ')}.`, { retryable: true });
  }
}
