'use server';

import { redirect } from 'next/navigation';
import { enter } from '#app/enter.ts';
import { letGo, visitor } from '#app/visitor.ts';
import { IdentityUnavailableError } from '#domain/shopper.ts';
import { defaultLocale, isLocale, localePath } from '#libs/I18n.ts';
import type { AppContext } from '#services/app-context.ts';

/** Signs out of this browser, or of every one when the button says `everywhere`. */
export async function handleSignOut(formData: FormData): Promise<void> {
  return enter('sign out', (app) => signOut(app, formData));
}

async function signOut(app: AppContext, formData: FormData): Promise<never> {
  const given = String(formData.get('locale'));
  const locale = isLocale(given) ? given : defaultLocale;
  let target = '/account/sign-in?bye=1';
  try {
    const shopper = formData.has('everywhere') ? await visitor(app) : null;
    if (shopper) await app.identity?.endSessions(shopper.uid);
    await letGo(app);
  } catch (error) {
    if (!(error instanceof IdentityUnavailableError)) throw error;
    app.log.error({ code: error.code, error }, 'somebody could not sign out everywhere');
    target = '/account?problem=identity_unavailable';
  }
  redirect(localePath(locale, target));
}
