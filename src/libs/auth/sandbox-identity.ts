import { createHash } from 'node:crypto';
import type { Shopper } from '#domain/shopper.ts';
import type { Identity } from './identity.ts';
import { openSession, ownerOf, sealSession } from './session.ts';

type SandboxIdentityOptions = {
  readonly sessionSecret: string;
  readonly now: () => Date;
  /** Tells this process from the one before it. */
  readonly process: string;
};

/**
 * Takes everybody's word for who they are: for the sandbox alone, where no identity provider is configured. Which sessions
 * were ended is kept in this process and nowhere else; therefore a session of an earlier process counts as ended too.
 */
export function createSandboxIdentity({
  sessionSecret: secret,
  now,
  process,
}: SandboxIdentityOptions): Identity {
  /** How often the sessions of a shopper were ended; a session belongs to the count it was made under. */
  const endings = new Map<string, number>();
  const proofOf = (shopper: Shopper): string =>
    JSON.stringify([process, endings.get(shopper.uid) ?? 0, shopper.email]);
  const shopperOf = (email: string): Shopper => ({ uid: uidOf(email), email, emailVerified: true });

  return {
    entrance: {
      kind: 'stand_in',
      async signInAs(address) {
        const shopper = shopperOf(address.toLowerCase());
        const note = { uid: shopper.uid, email: shopper.email, proof: proofOf(shopper) };
        return { kind: 'signed_in', session: await sealSession(note, { secret, now: now() }), shopper };
      },
    },
    // Nobody issues tokens here, so none is genuine.
    signInWithToken: async () => ({ kind: 'refused', reason: 'token_invalid' }),
    async readSession(cookie) {
      const note = await openSession(cookie, { secret, now: now() });
      const email = note === null ? null : emailIn(note.proof);
      if (note === null || email === null) return null;
      const shopper = shopperOf(email);
      return note.proof === proofOf(shopper) && note.uid === shopper.uid ? shopper : null;
    },
    ownerIn: async (cookie) => ownerOf(await openSession(cookie, { secret, now: now() })),
    async endSessions(uid) {
      endings.set(uid, (endings.get(uid) ?? 0) + 1);
    },
  };
}

/** The same address is the same shopper, today and tomorrow. */
const uidOf = (email: string): string =>
  `sandbox-${createHash('sha256').update(email).digest('hex').slice(0, 24)}`;

function emailIn(proof: string): string | null {
  try {
    const [, , email] = JSON.parse(proof) as unknown[];
    return typeof email === 'string' ? email : null;
  } catch {
    return null;
  }
}
