/** Text per language; the shop's default language is always there. */
export type LocalizedText = { readonly en: string; readonly [locale: string]: string };

export const textIn = (text: LocalizedText, locale: string): string =>
  Object.hasOwn(text, locale) ? (text[locale] ?? text.en) : text.en;
