import type { Agent } from 'node:http';
import type { DecodedIdToken } from 'firebase-admin/auth';
import { provenEmail, type Shopper } from '#domain/shopper.ts';
import type { ServiceAccount } from '#libs/ServiceAccount.ts';
import { type AskFirebase, createFirebaseAuth } from './firebase-auth.ts';
import type { Identity, SignIn } from './identity.ts';
import { createIdentityToolkit, type IdentityToolkit } from './identity-toolkit.ts';
import { openSession, ownerOf, sealSession, sessionSeconds } from './session.ts';

export type FirebaseIdentityOptions = {
  readonly projectId: string;
  /** Null with an emulator, which asks for none. */
  readonly serviceAccount: ServiceAccount | null;
  readonly webApiKey: string;
  readonly sessionSecret: string;
  readonly appUrl: string;
  readonly now: () => Date;
  /** Host and port of an emulator that stands in for Google. */
  readonly emulatorHost?: string | undefined;
  /** Where a test lets Google be: its requests with and without the library. */
  readonly google?: {
    readonly httpAgent: Agent;
    readonly identityToolkit: string;
    readonly deadlineMs?: number;
  };
};

/** A token stolen from a log or a backup is old; a sign-in that just happened is not. Seconds. */
const recentSeconds = 5 * 60;

/** Longer than this nobody waits for Google, milliseconds. */
const patienceMs = 5_000;

const google = 'https://identitytoolkit.googleapis.com';

/** Shoppers are Firebase users; their sessions are Firebase session cookies under a signature of our own. */
export function createFirebaseIdentity(options: FirebaseIdentityOptions): Identity {
  const { webApiKey, appUrl, emulatorHost } = options;
  const deadlineMs = options.google?.deadlineMs ?? patienceMs;
  const emulator = emulatorHost && `http://${emulatorHost}/identitytoolkit.googleapis.com`;
  const base = options.google?.identityToolkit ?? (emulator || google);
  const { projectId, serviceAccount } = options;
  const agent = options.google ? { httpAgent: options.google.httpAgent } : {};
  const ask = createFirebaseAuth({ projectId, serviceAccount, deadlineMs, ...agent });
  const toolkit = createIdentityToolkit({ base, webApiKey, appUrl, deadlineMs });
  return identityOf({ ask, toolkit, secret: options.sessionSecret, now: options.now });
}

type Parts = {
  readonly ask: AskFirebase;
  readonly toolkit: IdentityToolkit;
  readonly secret: string;
  readonly now: () => Date;
};

function identityOf({ ask, toolkit, secret, now }: Parts): Identity {
  const seal = () => ({ secret, now: now() });
  const signInWithToken = async (idToken: string): Promise<SignIn> => {
    const verified = await ask((auth) => auth.verifyIdToken(idToken, true));
    if (!verified.ok) return { kind: 'refused', reason: verified.reason };
    if (now().getTime() / 1000 - verified.value.auth_time > recentSeconds)
      return { kind: 'refused', reason: 'sign_in_not_recent' };
    const made = await ask((auth) => auth.createSessionCookie(idToken, { expiresIn: sessionSeconds * 1000 }));
    if (!made.ok) return { kind: 'refused', reason: made.reason };
    const shopper = shopperOf(verified.value);
    const session = await sealSession(
      { uid: shopper.uid, email: provenEmail(shopper), proof: made.value },
      seal(),
    );
    return { kind: 'signed_in', session, shopper };
  };
  return {
    entrance: {
      kind: 'email_link',
      sendLink: toolkit.sendSignInLink,
      async signInWithLink(email, oobCode) {
        const answer = await toolkit.signInWithEmailLink(email, oobCode);
        return answer.kind === 'refused' ? answer : signInWithToken(answer.idToken);
      },
    },
    signInWithToken,
    async readSession(cookie) {
      const note = await openSession(cookie, seal());
      if (note === null) return null;
      const verified = await ask((auth) => auth.verifySessionCookie(note.proof, true));
      return verified.ok && verified.value.uid === note.uid ? shopperOf(verified.value) : null;
    },
    ownerIn: async (cookie) => ownerOf(await openSession(cookie, seal())),
    async endSessions(uid) {
      // A user who is gone has no session left.
      await ask((auth) => auth.revokeRefreshTokens(uid));
    },
  };
}

const shopperOf = ({ uid, email, email_verified }: DecodedIdToken): Shopper => ({
  uid,
  email: email ?? null,
  emailVerified: email !== undefined && email_verified === true,
});
