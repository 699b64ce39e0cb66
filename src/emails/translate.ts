import { createTranslator, type Messages } from 'next-intl';
import { isLocale, type Locale } from '#libs/I18n.ts';

/** Loaded with the attribute that plain Node asks for, so that a command can write mails as well as a server. */
const messages = {
  en: () => import('#locales/en.json', { with: { type: 'json' } }),
  zh: () => import('#locales/zh.json', { with: { type: 'json' } }),
  ja: () => import('#locales/ja.json', { with: { type: 'json' } }),
  es: () => import('#locales/es.json', { with: { type: 'json' } }),
} satisfies Record<Locale, () => Promise<{ default: Messages }>>;

export type Translate = ReturnType<typeof createTranslator<Messages>>;

/** The language an order was placed in, or English where it is none of ours. */
export const languageOf = (locale: string): Locale => (isLocale(locale) ? locale : 'en');

/** The texts of a language, outside of any page. */
export async function translatorFor(locale: Locale): Promise<Translate> {
  const { default: texts } = await messages[locale]();
  return createTranslator({ locale, messages: texts, timeZone: 'UTC' });
}
