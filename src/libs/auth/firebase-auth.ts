import type { Agent } from 'node:http';
import type { Auth } from 'firebase-admin/auth';
import type { SignInRefusal } from '#domain/shopper.ts';
import { IdentityUnavailableError } from '#domain/shopper.ts';
import type { ServiceAccount } from '#libs/ServiceAccount.ts';

export type FirebaseAuthOptions = {
  readonly projectId: string;
  /** Null with an emulator, which asks for none. */
  readonly serviceAccount: ServiceAccount | null;
  /** Carries the library's requests; absent outside tests. */
  readonly httpAgent?: Agent;
  readonly deadlineMs: number;
};

export type Verdict<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: SignInRefusal };

export type AskFirebase = <T>(question: (auth: Auth) => Promise<T>) => Promise<Verdict<T>>;

/**
 * Puts questions to Firebase, which is loaded with the first one. What it refuses is a verdict; when it does not answer in
 * time, IdentityUnavailableError.
 */
export function createFirebaseAuth(options: FirebaseAuthOptions): AskFirebase {
  let auth: Promise<Auth> | undefined;
  return async (question) => {
    auth ??= load(options);
    try {
      return { ok: true, value: await withinDeadline(auth.then(question), options.deadlineMs) };
    } catch (error) {
      const reason = refusalOf(error);
      if (reason) return { ok: false, reason };
      if (error instanceof IdentityUnavailableError) throw error;
      throw new IdentityUnavailableError(faultOf(error), 'Firebase could not be asked.', error);
    }
  };
}

async function load({ projectId, serviceAccount, httpAgent }: FirebaseAuthOptions): Promise<Auth> {
  const [{ initializeApp, cert }, { getAuth }] = await Promise.all([
    import('firebase-admin/app'),
    import('firebase-admin/auth'),
  ]);
  const agent = httpAgent ? { httpAgent } : {};
  const credential = serviceAccount ? { credential: cert({ ...serviceAccount }, httpAgent) } : {};
  return getAuth(initializeApp({ projectId, ...credential, ...agent }, `identity-${crypto.randomUUID()}`));
}

function withinDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new IdentityUnavailableError('identity_unavailable', 'Firebase did not answer in time.')),
    milliseconds,
  );
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** https://firebase.google.com/docs/auth/admin/errors */
const refusals: Readonly<Record<string, SignInRefusal>> = {
  'auth/argument-error': 'token_invalid',
  'auth/invalid-id-token': 'token_invalid',
  'auth/user-not-found': 'token_invalid',
  'auth/id-token-expired': 'token_expired',
  'auth/session-cookie-expired': 'token_expired',
  'auth/id-token-revoked': 'token_revoked',
  'auth/session-cookie-revoked': 'token_revoked',
  'auth/user-disabled': 'user_disabled',
};

function refusalOf(error: unknown): SignInRefusal | undefined {
  const code = codeOf(error);
  // Keys that could not be fetched come with the code of a bad token; only the words tell the two apart.
  if (code === 'auth/argument-error' && /fetching public keys|while making request/i.test(String(error)))
    return undefined;
  return refusals[code];
}

/** A token endpoint that cannot be reached and one that refuses our key come with the same code as well. */
const faultOf = (error: unknown): IdentityUnavailableError['code'] =>
  /^auth\/(insufficient-permission|project-not-found|configuration-not-found)$/.test(codeOf(error)) ||
  /invalid_grant/.test(String(error))
    ? 'identity_misconfigured'
    : 'identity_unavailable';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
