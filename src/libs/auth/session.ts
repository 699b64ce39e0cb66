import type { Session } from './identity.ts';
import { readSignedValue, signValue } from './signed-value.ts';

/** How long a sign-in lasts, seconds. Firebase allows two weeks: https://firebase.google.com/docs/auth/admin/manage-cookies */
export const sessionSeconds = 14 * 24 * 3600;

/** What the cookie carries: who it is, readable without asking anybody, and the proof the provider checks. */
export type SessionNote = { readonly uid: string; readonly proof: string };

type Seal = { readonly secret: string; readonly now: Date };

/** Puts the provider's proof under a signature of our own, so that a purchase need not wait for the provider. */
export async function sealSession(note: SessionNote, { secret, now }: Seal): Promise<Session> {
  const cookie = await signValue(note, { purpose: 'session', secret, now }, sessionSeconds);
  return { cookie, expiresAt: new Date(now.getTime() + sessionSeconds * 1000) };
}

/** The note in a cookie, or null when it is forged, expired or malformed. */
export async function openSession(cookie: string, { secret, now }: Seal): Promise<SessionNote | null> {
  const value = await readSignedValue(cookie, { purpose: 'session', secret, now });
  const { uid, proof } = value ?? {};
  return typeof uid === 'string' && uid !== '' && typeof proof === 'string' ? { uid, proof } : null;
}
