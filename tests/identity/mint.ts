/** Tokens as Google signs them, and as somebody else would. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { type Certificate, createCertificate } from './certificate.ts';
import type { GoogleUser } from './google.ts';

export type Claims = Readonly<Record<string, unknown>>;

type Forgery = {
  /** Claims to set otherwise. */
  readonly claims?: Claims;
  readonly kid?: string;
  readonly key?: KeyObject | Uint8Array;
  readonly alg?: 'RS256' | 'HS256' | 'none';
};

type Kind = 'id_token' | 'session';

export type Mint = {
  /** The certificates Google publishes, by the id of their key. */
  certificates(kind: Kind): Record<string, string>;
  /** A token for a user who signed in just now; genuine unless told otherwise. */
  idToken(uid: string, user: GoogleUser, forgery?: Forgery): Promise<string>;
  /** A session cookie for the claims of an ID token. */
  session(claims: Claims, seconds: number, forgery?: Forgery): Promise<string>;
};

export const secondsNow = (): number => Math.floor(Date.now() / 1000);

/** A key that Google does not know. */
export const strangerKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

export function createMint(projectId: string): Mint {
  const keys: Record<Kind, Certificate> = {
    id_token: createCertificate(['securetoken.system.gserviceaccount.com']),
    session: createCertificate(['session.firebase.google.com']),
  };
  const issuers: Record<Kind, string> = {
    id_token: `https://securetoken.google.com/${projectId}`,
    session: `https://session.firebase.google.com/${projectId}`,
  };
  async function token(kind: Kind, claims: Claims, { alg = 'RS256', ...forgery }: Forgery): Promise<string> {
    const payload = { iss: issuers[kind], aud: projectId, ...claims, ...forgery.claims };
    if (alg === 'none') return new UnsecuredJWT(payload).encode();
    return new SignJWT(payload)
      .setProtectedHeader({ alg, kid: forgery.kid ?? `${kind}-1` })
      .sign(forgery.key ?? keys[kind].privateKey);
  }
  return {
    certificates: (kind) => ({ [`${kind}-1`]: keys[kind].pem }),
    idToken(uid, { email, emailVerified }, forgery = {}) {
      const now = secondsNow();
      const person = { sub: uid, user_id: uid, email, email_verified: emailVerified };
      return token('id_token', { ...person, auth_time: now, iat: now, exp: now + 3600 }, forgery);
    },
    session(claims, seconds, forgery = {}) {
      const now = secondsNow();
      const { iss: _, aud: __, ...person } = claims;
      return token('session', { ...person, iat: now, exp: now + seconds }, forgery);
    },
  };
}
