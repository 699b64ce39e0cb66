import { defineRouting } from 'next-intl/routing';
import type messages from '#locales/en.json';

/** The languages of the shop, each by its own name; the first one is spoken where no other is asked for. */
export const languages = { en: 'English', zh: '简体中文', ja: '日本語', es: 'Español' } as const;

export type Locale = keyof typeof languages;

export const locales = Object.keys(languages) as readonly Locale[];

export const defaultLocale: Locale = 'en';

/** English lives at `/`, every other language under its prefix. Pages name their other languages themselves. */
export const routing = defineRouting({
  locales,
  defaultLocale,
  localePrefix: 'as-needed',
  alternateLinks: false,
});

export const isLocale = (text: string): text is Locale => Object.hasOwn(languages, text);

/** The address of a path of the shop in a language, for plain links. */
export const localePath = (locale: Locale, path = ''): string =>
  locale === defaultLocale ? path || '/' : `/${locale}${path}`;

/** Which regional habits a language follows for dates: day before month in English. */
export const dateLocales = { en: 'en-GB', zh: 'zh-CN', ja: 'ja-JP', es: 'es-ES' } as const satisfies Record<
  Locale,
  string
>;

/** Which way a language is written. */
export const directions = { en: 'ltr', zh: 'ltr', ja: 'ltr', es: 'ltr' } as const satisfies Record<
  Locale,
  'ltr' | 'rtl'
>;

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof messages;
  }
}
