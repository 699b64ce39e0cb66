import type { LanguageLink } from '#components/ui/LanguageMenu.tsx';
import { catalogSource } from '#config/catalog.ts';
import type { Locale } from '#libs/I18n.ts';
import { languages, locales } from '#libs/I18n.ts';

/**
 * The same place in every language. The default language is linked with its prefix too: that address says what the
 * visitor chose, where the bare one would ask the browser's settings again.
 */
export const languageLinks = (current: Locale, rest: string): LanguageLink[] =>
  locales.map((locale) => ({
    locale,
    name: languages[locale],
    currency: catalogSource.currencyOf[locale] ?? '',
    href: `/${locale}${rest}`,
    current: locale === current,
  }));
