import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { PaymentError } from '#domain/errors.ts';
import { ProviderTimeoutError, RateLimitedError } from '#libs/payments/core/payment-errors.ts';
import { maySendAgain, toPaymentError } from './stripe-errors.ts';

const answer = (
  statusCode: number,
  error: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) =>
  Stripe.errors.StripeError.generate({
    message: 'Something.',
    type: 'api_error',
    ...error,
    statusCode,
    headers,
  } as never);

const noAnswer = (code: string) =>
  new Stripe.errors.StripeConnectionError({
    message: 'lost',
    type: 'api_error',
    detail: Object.assign(new Error(code), { code }),
  } as never);

describe('what Stripe answers', () => {
  const refused = { type: 'invalid_request_error', code: 'parameter_invalid_empty', param: 'currency' };
  const cases: readonly (readonly [string, unknown, { code: string; retryable: boolean }])[] = [
    ['a wrong key', answer(401), { code: 'authentication_failed', retryable: false }],
    ['a forbidden call', answer(403), { code: 'authentication_failed', retryable: false }],
    [
      'a declined card',
      answer(402, { type: 'card_error', code: 'card_declined' }),
      { code: 'card_declined', retryable: false },
    ],
    [
      'an unknown object',
      answer(404, { type: 'invalid_request_error' }),
      { code: 'not_found', retryable: false },
    ],
    ['a wrong parameter', answer(400, refused), { code: 'provider_refused', retryable: false }],
    [
      'a key used for something else',
      answer(400, { type: 'idempotency_error' }),
      { code: 'idempotency_conflict', retryable: false },
    ],
    [
      'a key still in use',
      answer(409, { type: 'idempotency_error', code: 'idempotency_key_in_use' }),
      { code: 'idempotency_conflict', retryable: true },
    ],
    ['too many requests', answer(429), { code: 'provider_rate_limited', retryable: true }],
    [
      'a rate limit in its older form',
      answer(400, { code: 'rate_limit' }),
      { code: 'provider_rate_limited', retryable: true },
    ],
    ['a failure of its own', answer(500), { code: 'provider_unavailable', retryable: true }],
    ['maintenance', answer(503), { code: 'provider_unavailable', retryable: true }],
    [
      'no JSON',
      new Stripe.errors.StripeAPIError({ message: 'Invalid JSON', type: 'api_error' } as never),
      { code: 'provider_unavailable', retryable: true },
    ],
    ['nothing in time', noAnswer('ETIMEDOUT'), { code: 'provider_timeout', retryable: true }],
    ['nothing at all', noAnswer('ECONNREFUSED'), { code: 'provider_unavailable', retryable: true }],
  ];

  it.each(cases)('as %s is an error of ours with its cause', (_, cause, expected) => {
    const error = toPaymentError(cause);

    expect(error).toBeInstanceOf(PaymentError);
    expect(error).toMatchObject({ ...expected, cause });
  });

  it('says how long to wait where Stripe does', () => {
    expect(toPaymentError(answer(429, {}, { 'retry-after': '17' }))).toMatchObject({ retryAfterSeconds: 17 });
    expect(toPaymentError(answer(429, {}, { 'retry-after': 'soon' }))).toMatchObject({
      retryAfterSeconds: null,
    });
  });

  it('tells operators the code and the parameter, and never a key', () => {
    const error = toPaymentError(answer(400, { ...refused, message: 'No key sk_test_abc123 here' }));

    expect(error.message).toBe('Stripe: No key sk_… here (parameter_invalid_empty, currency)');
  });

  it('passes on our own errors as they are', () => {
    const ours = new RateLimitedError('wait');

    expect(toPaymentError(ours)).toBe(ours);
  });

  it.each([undefined, null, 'text', new TypeError('x'), { type: 7, statusCode: '500', headers: [] }])(
    'is an error of ours even when it makes no sense: %j',
    (odd) => {
      expect(toPaymentError(odd)).toMatchObject({ code: 'provider_unavailable' });
    },
  );
});

describe('the same request is sent once more', () => {
  const lock = answer(429, { type: 'invalid_request_error', code: 'lock_timeout' });

  it.each([
    answer(500),
    answer(503),
    answer(409),
    lock,
    noAnswer('ETIMEDOUT'),
    noAnswer('ECONNRESET'),
    new ProviderTimeoutError('late'),
  ])('when nothing is known to be decided: %s', (error) => {
    expect(maySendAgain(error)).toBe(true);
  });

  it.each([answer(400), answer(401), answer(402), answer(404), answer(429), new TypeError('bug')])(
    'but not after a definite answer: %s',
    (error) => {
      expect(maySendAgain(error)).toBe(false);
    },
  );

  it('but not when Stripe advises against it', () => {
    expect(maySendAgain(answer(500, {}, { 'stripe-should-retry': 'false' }))).toBe(false);
    expect(maySendAgain(answer(429, {}, { 'stripe-should-retry': 'true' }))).toBe(true);
  });
});
