import { cookies } from 'next/headers';
import {
  type OpenCheckoutNote,
  openCheckoutCookie,
  readOpenCheckout,
  signOpenCheckout,
} from '#libs/auth/open-checkout-cookie.ts';
import { loadEnv } from '#libs/Env.ts';
import type { AppContext } from '#services/app-context.ts';

/** The payment page this browser opened last; null where there is none, or nothing can be signed. */
export async function openCheckout(app: AppContext): Promise<OpenCheckoutNote | null> {
  const { SESSION_SECRET: secret } = loadEnv();
  const token = (await cookies()).get(openCheckoutCookie)?.value;
  if (!secret || !token) return null;
  return readOpenCheckout(token, secret, app.clock.now());
}

/** Has this browser find the payment page again while it is open. */
export async function rememberCheckout(app: AppContext, note: OpenCheckoutNote): Promise<void> {
  const { SESSION_SECRET: secret } = loadEnv();
  if (!secret) return;
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
