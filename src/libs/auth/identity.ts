import type { Shopper, SignInRefusal } from '#domain/shopper.ts';

/** Whom a session belongs to. */
export type SessionOwner = {
  readonly uid: string;
  /** The address that was proven to be theirs when the session began; null where none was. */
  readonly email: string | null;
};

/** A session as a browser keeps it. */
export type Session = { readonly cookie: string; readonly expiresAt: Date };

export type SignIn =
  | { readonly kind: 'signed_in'; readonly session: Session; readonly shopper: Shopper }
  | { readonly kind: 'refused'; readonly reason: SignInRefusal };

export type LinkRequest = {
  readonly email: string;
  readonly locale: string;
  /** Where the link brings the shopper back to, with `oobCode` in the query. */
  readonly returnUrl: string;
};

/** Signing in by a link that is sent to an address and thereby proves it. */
export type EmailLink = {
  readonly kind: 'email_link';
  /** Answers the same for an address that is known, unknown or disabled. */
  sendLink(request: LinkRequest): Promise<'sent' | 'too_many_attempts'>;
  /** Works once per code, and only with the address the link was sent to. */
  signInWithLink(email: string, oobCode: string): Promise<SignIn>;
};

/** Signing in by saying who one is, where nothing is at stake. */
export type StandIn = {
  readonly kind: 'stand_in';
  signInAs(email: string): Promise<SignIn>;
};

/**
 * Who the shoppers are. Whatever depends on the identity provider throws IdentityUnavailableError when it does not answer
 * in time or refuses our configuration.
 */
export interface Identity {
  readonly entrance: EmailLink | StandIn;
  /** Turns an ID token of a sign-in that has just happened into a session. */
  signInWithToken(idToken: string): Promise<SignIn>;
  /** Whose session this is; null when it is forged, expired or revoked, or its owner is disabled. */
  readSession(cookie: string): Promise<Shopper | null>;
  /** Whose session this is by our own seal alone: asks nobody and therefore knows nothing of revocation. */
  ownerIn(cookie: string): Promise<SessionOwner | null>;
  /** Ends every session of a shopper, on every device. */
  endSessions(uid: string): Promise<void>;
}
