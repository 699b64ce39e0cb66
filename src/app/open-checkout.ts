import { cookies } from 'next/headers';
import {
  markOf,
  openCheckoutCookie,
  readOpenCheckout,
  signOpenCheckout,
} from '#libs/auth/open-checkout-cookie.ts';
import { loadEnv } from '#libs/Env.ts';
import type { AppContext } from '#services/app-context.ts';

/** What a browser that opened a payment page before does with the next choice. */
export type EarlierCheckout = {
  /** The page to use again, because the choice is the very same. */
  readonly openSessionId: string | null;
  /** The page that is left for another choice and keeps pieces from others until then. */
  readonly leavesSessionId: string | null;
};

/** The payment page this browser opened last, as the choice stands to it; nothing where none is known. */
export async function earlierCheckout(app: AppContext, choice: string): Promise<EarlierCheckout> {
  const { SESSION_SECRET: secret } = loadEnv();
  const token = (await cookies()).get(openCheckoutCookie)?.value;
  const note = secret && token ? await readOpenCheckout(token, secret, app.clock.now()) : null;
  if (!secret || note === null) return { openSessionId: null, leavesSessionId: null };
  if (note.mark === markOf(choice, secret)) return { openSessionId: note.sessionId, leavesSessionId: null };
  return { openSessionId: null, leavesSessionId: note.limited ? note.sessionId : null };
}

export type OpenedPage = {
  readonly sessionId: string;
  readonly choice: string;
  readonly limited: boolean;
};

/** Has this browser find the payment page again while it is open. */
export async function rememberCheckout(app: AppContext, opened: OpenedPage): Promise<void> {
  const { SESSION_SECRET: secret } = loadEnv();
  if (!secret) return;
  const { sessionId, choice, limited } = opened;
  const note = { sessionId, mark: markOf(choice, secret), limited };
  const seconds = app.catalog.checkout.sessionSeconds;
  const token = await signOpenCheckout(note, secret, { now: app.clock.now(), seconds });
  (await cookies()).set(openCheckoutCookie, token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: app.appUrl.startsWith('https://'),
    maxAge: seconds,
    path: '/',
  });
}
