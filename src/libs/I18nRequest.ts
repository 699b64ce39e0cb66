import { getRequestConfig } from 'next-intl/server';
import type { Locale } from './I18n.ts';
import { defaultLocale, isLocale } from './I18n.ts';

const messages = {
  en: () => import('#locales/en.json'),
  zh: () => import('#locales/zh.json'),
  ja: () => import('#locales/ja.json'),
  es: () => import('#locales/es.json'),
} satisfies Record<Locale, () => Promise<{ default: object }>>;

/** What next-intl loads for a page; an unknown language falls back to the default one. */
export default getRequestConfig(async ({ requestLocale }) => {
  const asked = await requestLocale;
  const locale = asked !== undefined && isLocale(asked) ? asked : defaultLocale;
  return { locale, messages: (await messages[locale]()).default, timeZone: 'UTC' };
});
