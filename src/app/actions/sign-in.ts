'use server';

import { redirect } from 'next/navigation';
import * as z from 'zod';
import { enter } from '#app/enter.ts';
import { letIn, noteEmail } from '#app/visitor.ts';
import { defaultLocale, isLocale, localePath } from '#libs/I18n.ts';
import type { AppContext } from '#services/app-context.ts';
import { askToSignIn, type SignInStep, signInByLink } from '#services/sign-in.ts';

const Locale = z.string().refine(isLocale).catch(defaultLocale);
const Email = z.email().max(254);
const Code = z.string().min(1).max(2048);

/** Sends a link to the address in the form; in the sandbox it simply lets its owner in. */
export async function handleSignIn(formData: FormData): Promise<void> {
  return enter('sign in', (app) => signIn(app, formData));
}

async function signIn(app: AppContext, formData: FormData): Promise<never> {
  const locale = Locale.parse(formData.get('locale'));
  const here = localePath(locale, '/account/sign-in');
  const email = Email.safeParse(formData.get('email'));
  if (!email.success) redirect(`${here}?problem=invalid_email`);
  const returnUrl = `${app.appUrl}${localePath(locale, '/account/return')}`;
  const step = await askToSignIn(app, { email: email.data, locale, returnUrl });
  if (step.kind !== 'signed_in') await noteEmail(app, email.data);
  redirect(await follow(app, step, { here, account: localePath(locale, '/account') }));
}

/** Where the link leads: lets in whoever has it and knows the address it was sent to. */
export async function handleSignInLink(formData: FormData): Promise<void> {
  return enter('sign in by link', (app) => followLink(app, formData));
}

async function followLink(app: AppContext, formData: FormData): Promise<never> {
  const locale = Locale.parse(formData.get('locale'));
  const code = Code.safeParse(formData.get('oobCode'));
  if (!code.success) redirect(`${localePath(locale, '/account/sign-in')}?problem=link_invalid`);
  const here = `${localePath(locale, '/account/return')}?oobCode=${encodeURIComponent(code.data)}`;
  const email = Email.safeParse(formData.get('email'));
  if (!email.success) redirect(`${here}&problem=invalid_email`);
  const step = await signInByLink(app, email.data, code.data);
  redirect(await follow(app, step, { here, account: localePath(locale, '/account') }));
}

/** The page that comes after a step; the answer to a form is always another address, so that reloading repeats nothing. */
async function follow(
  app: AppContext,
  step: SignInStep,
  { here, account }: { here: string; account: string },
): Promise<string> {
  const mark = here.includes('?') ? '&' : '?';
  app.trace.note({ outcome: step.kind, code: step.kind === 'problem' ? step.problem : null });
  switch (step.kind) {
    case 'link_sent':
      return `${here}${mark}sent=1`;
    case 'problem':
      return `${here}${mark}problem=${step.problem}`;
    case 'signed_in':
      await letIn(app, step.session);
      return account;
  }
}
