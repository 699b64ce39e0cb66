import { cookies } from 'next/headers';
import { fixed, nameOf } from '#app/visitor.ts';
import { knownBrowserOf, knownSeconds, sealKnownBrowser } from '#libs/auth/console/known-browser.ts';
import { loadEnv } from '#libs/Env.ts';
import type { AppContext } from '#services/app-context.ts';

const cookieOf = (app: AppContext): string => nameOf(app, 'console_browser');
const sealOf = (app: AppContext) => ({ secret: loadEnv().SESSION_SECRET ?? '', now: app.clock.now() });

/** What this browser is counted by when `name` signed in to the console here before, else null. */
export async function knownBrowser(app: AppContext, name: string): Promise<string | null> {
  const cookie = (await cookies()).get(cookieOf(app))?.value;
  return cookie === undefined ? null : knownBrowserOf(cookie, name, sealOf(app));
}

/** Has this browser known for whom it was the last to let in; signing out does not make it forget. */
export async function rememberBrowser(app: AppContext, name: string, known: string | null): Promise<void> {
  const cookie = await sealKnownBrowser({ name, id: known ?? app.ids.newToken() }, sealOf(app));
  const options = { ...fixed(app), sameSite: 'strict', maxAge: knownSeconds } as const;
  (await cookies()).set(cookieOf(app), cookie, options);
}
