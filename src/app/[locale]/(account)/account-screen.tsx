import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations, setRequestLocale } from 'next-intl/server';
import type { ReactNode } from 'react';
import { languageLinks } from '#app/[locale]/(shop)/language-links.ts';
import { ShopFrame } from '#components/ui/ShopFrame.tsx';
import { shop } from '#config/shop.ts';
import { unitPrice } from '#domain/offer.ts';
import { type SignInProblem, signInProblems } from '#domain/shopper.ts';
import type { Identity } from '#libs/auth/identity.ts';
import { isLocale, type Locale, localePath } from '#libs/I18n.ts';
import { getContext } from '#server/request-context.ts';
import type { AppContext } from '#services/app-context.ts';

type Search = Readonly<Record<string, string | string[] | undefined>>;

export type AccountRequest = {
  readonly app: AppContext;
  readonly identity: Identity;
  readonly locale: Locale;
  /** One value of the query; null when it is absent or there several times. */
  readonly query: (name: string) => string | null;
  readonly problem: SignInProblem | null;
};

/** What every account page is asked with; where nobody can sign in, the page is not there. */
export async function accountRequest(
  params: Promise<{ locale: string }>,
  searchParams: Promise<Search>,
): Promise<AccountRequest> {
  const { locale } = await params;
  const app = getContext();
  if (!isLocale(locale) || app.identity === null) notFound();
  setRequestLocale(locale);
  const search = await searchParams;
  const query = (name: string): string | null => {
    const value = search[name];
    return typeof value === 'string' ? value : null;
  };
  const problem = signInProblems.find((known) => known === query('problem')) ?? null;
  return { app, identity: app.identity, locale, query, problem };
}

/** Neither found by search engines nor named to other sites. */
export async function accountMetadata(
  params: Promise<{ locale: string }>,
  title: 'title' | 'sign_in_title',
): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: 'account' });
  return { title: t(title), robots: { index: false } };
}

/** The shop's frame around an account page; `here` is its address in every language. */
export function AccountScreen({
  request: { app, locale },
  here,
  children,
}: {
  request: AccountRequest;
  here: string;
  children: ReactNode;
}) {
  const [offer] = app.catalog.offers;
  return (
    <ShopFrame
      home={localePath(locale)}
      account={localePath(locale, '/account')}
      currency={unitPrice(app.catalog, offer, locale).currency}
      languages={languageLinks(locale, here)}
      supportEmail={shop.supportEmail}
      sandboxUrl={app.sandboxUrl}
      year={app.clock.now().getUTCFullYear()}
    >
      {children}
    </ShopFrame>
  );
}
