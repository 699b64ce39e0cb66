import type { Session, SessionOwner } from './identity.ts';
import { readSealedValue, sealValue } from './sealed-value.ts';
import { readSignedValue } from './signed-value.ts';

/** How long a sign-in lasts, seconds. Firebase allows two weeks: https://firebase.google.com/docs/auth/admin/manage-cookies */
export const sessionSeconds = 14 * 24 * 3600;

/** What the cookie carries: who it is, known without asking anybody, and the proof the provider checks. */
export type SessionNote = SessionOwner & { readonly proof: string };

type Seal = { readonly secret: string; readonly now: Date };

/**
 * Puts the provider's proof under a seal of our own, so that a purchase need not wait for the provider. It is encrypted:
 * address and proof name a person, and a cookie lies about in browsers and their backups.
 */
export async function sealSession(note: SessionNote, { secret, now }: Seal): Promise<Session> {
  const cookie = await sealValue(note, { purpose: 'session', secret, now }, sessionSeconds);
  return { cookie, expiresAt: new Date(now.getTime() + sessionSeconds * 1000) };
}

/** The note in a cookie, or null when it is forged, expired or malformed. */
export async function openSession(cookie: string, seal: Seal): Promise<SessionNote | null> {
  const signing = { purpose: 'session', ...seal } as const;
  // A session from before they were encrypted was signed, and goes on until it ends.
  const value = (await readSealedValue(cookie, signing)) ?? (await readSignedValue(cookie, signing));
  const { uid, email, proof } = value ?? {};
  if (typeof uid !== 'string' || uid === '' || typeof proof !== 'string') return null;
  return { uid, email: typeof email === 'string' ? email : null, proof };
}

/** What of a note is for others to know. */
export const ownerOf = (note: SessionNote | null): SessionOwner | null =>
  note && { uid: note.uid, email: note.email };
