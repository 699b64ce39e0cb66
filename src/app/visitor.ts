import { cookies } from 'next/headers';
import type { Shopper } from '#domain/shopper.ts';
import type { Session, SessionOwner } from '#libs/auth/identity.ts';
import { readSignedValue, signValue } from '#libs/auth/signed-value.ts';
import { loadEnv } from '#libs/Env.ts';
import type { AppContext } from '#services/app-context.ts';

type Names = Pick<AppContext, 'appUrl'>;

/** A browser takes a `__Host-` cookie only from this very host and only over https. */
export const nameOf = ({ appUrl }: Names, name: string): string =>
  appUrl.startsWith('https://') ? `__Host-${name}` : name;
const sessionCookie = (app: Names): string => nameOf(app, 'session');
const signInCookie = (app: Names): string => nameOf(app, 'sign_in');

/** No script reads it, and other sites do not send it along with their forms. */
export const fixed = (app: Names) =>
  ({ httpOnly: true, sameSite: 'lax', secure: app.appUrl.startsWith('https://'), path: '/' }) as const;

/** Who the visitor is, revocation honoured; null for a guest. Throws IdentityUnavailableError. */
export async function visitor(app: AppContext): Promise<Shopper | null> {
  const cookie = (await cookies()).get(sessionCookie(app))?.value;
  return cookie === undefined || app.identity === null ? null : app.identity.readSession(cookie);
}

/** Who the visitor is by our own seal alone, so that nobody else is asked on the way to paying. */
export async function sessionOwner(app: AppContext): Promise<SessionOwner | null> {
  const cookie = (await cookies()).get(sessionCookie(app))?.value;
  return cookie === undefined || app.identity === null ? null : app.identity.ownerIn(cookie);
}

/** Keeps the session of whoever has just signed in, in this browser. */
export async function letIn(app: AppContext, { cookie, expiresAt }: Session): Promise<void> {
  const jar = await cookies();
  jar.set(sessionCookie(app), cookie, { ...fixed(app), expires: expiresAt });
  jar.delete({ name: signInCookie(app), ...fixed(app) });
}

/** Forgets the session in this browser; it lives on elsewhere. */
export async function letGo(app: AppContext): Promise<void> {
  (await cookies()).delete({ name: sessionCookie(app), ...fixed(app) });
}

/** An hour: as long as somebody looks for a mail. Google's link itself is good for longer. */
const noteSeconds = 3600;

/** Notes whose link is on its way, in this browser alone, so that an address never stands in an address bar. */
export async function noteEmail(app: AppContext, email: string): Promise<void> {
  const { SESSION_SECRET: secret } = loadEnv();
  if (!secret) return;
  const note = await signValue({ email }, { purpose: 'sign_in', secret, now: app.clock.now() }, noteSeconds);
  (await cookies()).set(signInCookie(app), note, { ...fixed(app), maxAge: noteSeconds });
}

/** The address this browser asked a link for, or null on another device and after an hour. */
export async function notedEmail(app: AppContext): Promise<string | null> {
  const { SESSION_SECRET: secret } = loadEnv();
  const note = (await cookies()).get(signInCookie(app))?.value;
  if (!secret || !note) return null;
  const value = await readSignedValue(note, { purpose: 'sign_in', secret, now: app.clock.now() });
  return typeof value?.email === 'string' ? value.email : null;
}
