import type { Metadata } from 'next';
import { defaultLocale, type Locale, localePath, locales } from '#libs/I18n.ts';

/** The address of a path of the shop in a language, in full. */
export const addressOf = (appUrl: string, locale: Locale, path = ''): string =>
  `${appUrl}${localePath(locale, path)}`;

/** The same page in every language, for search engines; `x-default` asks the visitor's browser. */
export const inEveryLanguage = (appUrl: string, path = ''): Record<string, string> => ({
  ...Object.fromEntries(locales.map((locale) => [locale, addressOf(appUrl, locale, path)])),
  'x-default': addressOf(appUrl, defaultLocale, path),
});

/** Which address of a page counts, and where it is in other languages. */
export const alternatesOf = (
  appUrl: string,
  locale: Locale,
  path = '',
): NonNullable<Metadata['alternates']> => ({
  canonical: addressOf(appUrl, locale, path),
  languages: inEveryLanguage(appUrl, path),
});
