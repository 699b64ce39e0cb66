import { PaymentError } from '#domain/errors.ts';
import {
  AuthenticationFailedError,
  CardDeclinedError,
  type Circumstances,
  IdempotencyConflictError,
  ProviderObjectNotFoundError,
  ProviderRefusedError,
  ProviderTimeoutError,
  ProviderUnavailableError,
  RateLimitedError,
} from '#libs/payments/core/payment-errors.ts';
import { fieldOf, type JsonObject, objectIn, textIn } from './stripe-json.ts';

/** Turns whatever the SDK throws into one of our errors, by its `type` and status (https://docs.stripe.com/error-handling). */
export function toPaymentError(error: unknown): PaymentError {
  if (error instanceof PaymentError) return error;
  const fields = fieldsOf(error);
  const circumstances = { cause: error, retryAfterSeconds: retryAfterOf(fields) };
  if (textIn(fields, 'type') === 'StripeConnectionError') return connectionError(fields, circumstances);
  return errorOfStatus(fields, circumstances) ?? errorOfType(fields, circumstances);
}

/**
 * Whether the same request may be sent once more: only when nothing is known to have been decided. Stripe's own advice
 * in `stripe-should-retry` goes first; a 500 it stored under the idempotency key would only be replayed.
 */
export function maySendAgain(error: unknown): boolean {
  const fields = fieldsOf(error);
  const advice = textIn(objectIn(fields, 'headers'), 'stripe-should-retry');
  if (advice === 'true') return true;
  if (advice === 'false') return false;
  const status = statusOf(fields);
  if (status !== null) return status >= 500 || status === 409 || textIn(fields, 'code') === 'lock_timeout';
  return unclearTypes.includes(textIn(fields, 'type')) || error instanceof ProviderTimeoutError;
}

/**
 * Whether a call of ours failed with a failure of Stripe's own that it had stored under the idempotency key: its work has
 * ended, and the key will never lead to anything else. https://docs.stripe.com/api/idempotent_requests
 */
export function isStoredFailure(error: unknown): boolean {
  const fields = fieldsOf(error instanceof PaymentError ? error.cause : error);
  const isReplayed = textIn(objectIn(fields, 'headers'), 'idempotent-replayed') === 'true';
  return isReplayed && (statusOf(fields) ?? 0) >= 500;
}

/** Without a status: no answer, or one that is not Stripe's JSON, such as a gateway's page. */
const unclearTypes: readonly unknown[] = ['StripeConnectionError', 'StripeAPIError'];

function connectionError(fields: JsonObject, circumstances: Circumstances): PaymentError {
  const timedOut = textIn(objectIn(fields, 'detail'), 'code') === 'ETIMEDOUT';
  return timedOut
    ? new ProviderTimeoutError('Stripe did not answer in time.', circumstances)
    : new ProviderUnavailableError('Stripe could not be reached.', circumstances);
}

function errorOfStatus(fields: JsonObject, circumstances: Circumstances): PaymentError | null {
  const sentence = sentenceOf(fields);
  const status = statusOf(fields);
  if (status === null) return null;
  if (status === 401 || status === 403) return new AuthenticationFailedError(sentence, circumstances);
  if (status === 402) return new CardDeclinedError(sentence, circumstances);
  if (status === 404) return new ProviderObjectNotFoundError(sentence, circumstances);
  if (status === 409) return new IdempotencyConflictError(sentence, { ...circumstances, retryable: true });
  if (status === 429) return new RateLimitedError(sentence, circumstances);
  return status >= 500 ? new ProviderUnavailableError(sentence, circumstances) : null;
}

function errorOfType(fields: JsonObject, circumstances: Circumstances): PaymentError {
  const sentence = sentenceOf(fields);
  switch (textIn(fields, 'type')) {
    case 'StripeRateLimitError':
      return new RateLimitedError(sentence, circumstances);
    case 'StripeIdempotencyError':
      return new IdempotencyConflictError(sentence, circumstances);
    case 'StripeCardError':
      return new CardDeclinedError(sentence, circumstances);
    case 'StripeInvalidRequestError':
      return new ProviderRefusedError(sentence, circumstances);
    default:
      return new ProviderUnavailableError(sentence, circumstances);
  }
}

// Fields of an Error are its own, but an Error is no plain JSON; reading it as one keeps odd values out.
const fieldsOf = (error: unknown): JsonObject =>
  typeof error === 'object' && error !== null ? (error as JsonObject) : {};

function statusOf(fields: JsonObject): number | null {
  const status = fieldOf(fields, 'statusCode');
  return typeof status === 'number' ? status : null;
}

/** Seconds; the header's other form, a date, is not used by Stripe. */
function retryAfterOf(fields: JsonObject): number | null {
  const text = textIn(objectIn(fields, 'headers'), 'retry-after');
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** What Stripe said, for operators: its code, the parameter and its words, without anything that looks like a key. */
function sentenceOf(fields: JsonObject): string {
  const about = [textIn(fields, 'code') ?? textIn(fields, 'rawType'), textIn(fields, 'param')].filter(
    Boolean,
  );
  const words = textIn(fields, 'message') ?? 'no reason given';
  const sentence = `Stripe: ${words}${about.length > 0 ? ` (${about.join(', ')})` : ''}`;
  return sentence.replaceAll(/\b(sk|rk|whsec)_[\w*]+/g, '$1_…');
}
