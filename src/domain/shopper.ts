/** Who is signed in, as far as the identity provider vouches for it. */
export type Shopper = {
  /** What orders carry as `user_id`. */
  readonly uid: string;
  readonly email: string | null;
  /** Whether the person has shown that the address is theirs. */
  readonly emailVerified: boolean;
};

/** The address of a shopper that is proven to be theirs. */
export const provenEmail = ({ email, emailVerified }: Shopper): string | null =>
  emailVerified ? email : null;

export const signInRefusals = [
  'token_invalid',
  'token_expired',
  'token_revoked',
  'sign_in_not_recent',
  'user_disabled',
  'link_invalid',
  'too_many_attempts',
] as const;

/** Why somebody was not signed in. */
export type SignInRefusal = (typeof signInRefusals)[number];

export const signInProblems = [
  ...signInRefusals,
  'invalid_email',
  'identity_unavailable',
  'identity_misconfigured',
] as const;

/** Why a sign-in did not go on; every one has a text in every language. */
export type SignInProblem = (typeof signInProblems)[number];

/** Nobody can be told apart at the moment: the identity provider does not answer, or does not accept our configuration. */
export class IdentityUnavailableError extends Error {
  readonly code: 'identity_unavailable' | 'identity_misconfigured';
  constructor(code: IdentityUnavailableError['code'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'IdentityUnavailableError';
    this.code = code;
  }
}
