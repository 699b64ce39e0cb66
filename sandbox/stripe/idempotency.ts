import { createHash } from 'node:crypto';
import { StripeApiError } from '#sandbox/stripe/errors.ts';

/** An answer kept under an Idempotency-Key; `id` is account and key. `at` is milliseconds since the epoch. */
export type StoredAnswer = {
  id: string;
  requestId: string;
  fingerprint: string;
  path: string;
  status: number;
  body: string;
  at: number;
};

export const keptForMs = 24 * 3600 * 1000;

/** What must be equal for a key to be replayed; parameter order does not matter. */
export function fingerprintOf(method: string, path: string, encodedForm: string): string {
  const sorted = encodedForm.split('&').sort().join('&');
  return createHash('sha256').update(`${method} ${path}\n${sorted}`).digest('hex');
}

export function refuseOtherRequest(
  stored: StoredAnswer,
  { fingerprint, path }: { fingerprint: string; path: string },
): void {
  if (stored.fingerprint === fingerprint) return;
  const key = stored.id.slice(stored.id.indexOf(' ') + 1);
  const what =
    stored.path === path
      ? 'with the same parameters they were first used with'
      : `for the same endpoint they were first used for ('${stored.path}' vs '${path}')`;
  throw new StripeApiError(
    `Keys for idempotent requests can only be used ${what}. Try using a key other than '${key}' if you meant to execute a different request.`,
    { type: 'idempotency_error' },
  );
}

export const keyInUse = (key: string) =>
  new StripeApiError(
    `There is currently another in-progress request using this Idempotent Key: ${key}. Please try again later.`,
    { status: 409, type: 'idempotency_error', code: 'idempotency_key_in_use' },
  );

export const keyTooLong = () =>
  new StripeApiError('Idempotency keys can be at most 255 characters long.', { type: 'idempotency_error' });
