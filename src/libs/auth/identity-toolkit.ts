import * as z from 'zod';
import { IdentityUnavailableError } from '#domain/shopper.ts';
import type { LinkRequest } from './identity.ts';

export type IdentityToolkitOptions = {
  /** Origin, and for an emulator the path in front of `/v1`. */
  readonly base: string;
  readonly webApiKey: string;
  /** Origin of the shop: a key may be restricted to the sites it is used from. */
  readonly appUrl: string;
  readonly deadlineMs: number;
};

/** What Google did not want to do, by its own name for it. */
type Refused = { readonly ok: false; readonly error: string };
type Answer<T> = { readonly ok: true; readonly value: T } | Refused;

const Failure = z.object({ error: z.object({ message: z.string() }) });
const SignedIn = z.object({ idToken: z.string().min(1) });

/** Signing in by e-mail link, without a client library: https://cloud.google.com/identity-platform/docs/use-rest-api */
export type IdentityToolkit = ReturnType<typeof createIdentityToolkit>;

export function createIdentityToolkit(options: IdentityToolkitOptions) {
  return {
    async sendSignInLink({ email, locale, returnUrl }: LinkRequest): Promise<'sent' | 'too_many_attempts'> {
      const body = { requestType: 'EMAIL_SIGNIN', email, continueUrl: returnUrl, canHandleCodeInApp: true };
      const answer = await call(options, 'sendOobCode', body, z.unknown(), locale);
      if (answer.ok || aboutThePerson.test(answer.error)) return 'sent';
      if (tooMany.test(answer.error)) return 'too_many_attempts';
      throw misconfigured(answer);
    },
    async signInWithEmailLink(email: string, oobCode: string): Promise<LinkAnswer> {
      const answer = await call(options, 'signInWithEmailLink', { email, oobCode }, SignedIn);
      if (answer.ok) return { kind: 'token', idToken: answer.value.idToken };
      if (/^USER_DISABLED/.test(answer.error)) return { kind: 'refused', reason: 'user_disabled' };
      if (aboutTheLink.test(answer.error)) return { kind: 'refused', reason: 'link_invalid' };
      if (tooMany.test(answer.error)) return { kind: 'refused', reason: 'too_many_attempts' };
      throw misconfigured(answer);
    },
  };
}

type LinkAnswer =
  | { readonly kind: 'token'; readonly idToken: string }
  | { readonly kind: 'refused'; readonly reason: 'user_disabled' | 'link_invalid' | 'too_many_attempts' };

/** Names of errors may be followed by an explanation: `OPERATION_NOT_ALLOWED : Password sign-in is disabled.` */
const aboutThePerson = /^(USER_DISABLED|USER_NOT_FOUND|EMAIL_NOT_FOUND|INVALID_EMAIL|EMAIL_EXISTS)\b/;
const aboutTheLink = /^(INVALID_OOB_CODE|EXPIRED_OOB_CODE|INVALID_EMAIL|EMAIL_NOT_FOUND|MISSING_OOB_CODE)\b/;
const tooMany = /^(TOO_MANY_ATTEMPTS_TRY_LATER|QUOTA_EXCEEDED|RESET_PASSWORD_EXCEED_LIMIT)\b/;

const misconfigured = ({ error }: Refused): IdentityUnavailableError =>
  new IdentityUnavailableError('identity_misconfigured', `Google refuses sign-in by e-mail link: ${error}`);

async function call<T>(
  { base, webApiKey, appUrl, deadlineMs }: IdentityToolkitOptions,
  method: string,
  body: object,
  shape: z.ZodType<T>,
  locale?: string,
): Promise<Answer<T>> {
  let status: number;
  let content: unknown;
  try {
    const response = await fetch(`${base}/v1/accounts:${method}?key=${webApiKey}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        referer: `${appUrl}/`,
        ...(locale ? { 'x-firebase-locale': locale } : {}),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(deadlineMs),
    });
    status = response.status;
    content = await response.json();
  } catch (error) {
    throw new IdentityUnavailableError('identity_unavailable', `Google did not answer ${method}.`, error);
  }
  const value = shape.safeParse(content);
  if (status === 200 && value.success) return { ok: true, value: value.data };
  const failure = Failure.safeParse(content);
  if (status >= 500 || !failure.success)
    throw new IdentityUnavailableError('identity_unavailable', `Google answered ${method} with ${status}.`);
  return { ok: false, error: failure.data.error.message };
}
