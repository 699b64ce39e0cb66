import { header, type Request } from '#sandbox/http/messages.ts';
import { StripeApiError } from '#sandbox/stripe/errors.ts';

/** The secret key a request came with, by Bearer or Basic; undefined unless it looks like one. */
export function secretKeyOf(request: Request): string | undefined {
  const key = presentedKey(request);
  return key && /^[sr]k_(test|live)_\S+$/.test(key) ? key : undefined;
}

export function unauthorized(request: Request): StripeApiError {
  const key = presentedKey(request);
  const message = key
    ? `Invalid API Key provided: ${masked(key)}`
    : "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').";
  return new StripeApiError(message, { status: 401 });
}

function presentedKey(request: Request): string | undefined {
  const [scheme, credentials = ''] = (header(request, 'authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() === 'bearer') return credentials;
  if (scheme?.toLowerCase() !== 'basic') return undefined;
  return Buffer.from(credentials, 'base64').toString('utf8').split(':')[0];
}

const masked = (key: string): string =>
  `${key.slice(0, 8)}${'*'.repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`;
