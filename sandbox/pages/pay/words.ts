import { chinese } from './words/chinese.ts';
import { english, type Words } from './words/english.ts';
import { japanese } from './words/japanese.ts';
import { spanish } from './words/spanish.ts';

export type { Words };

const translations: Readonly<Record<string, { lang: string; words: Words }>> = {
  zh: { lang: 'zh-CN', words: chinese },
  ja: { lang: 'ja', words: japanese },
  es: { lang: 'es', words: spanish },
};

/** The page's words in the session's language; English where there is no translation. */
export function wordsFor(locale: string | null): { lang: string; words: Words } {
  const [language = ''] = (locale ?? '').split('-');
  const found = Object.hasOwn(translations, language) ? translations[language] : undefined;
  if (!found) return { lang: 'en', words: english };
  return { ...found, lang: locale === language ? found.lang : (locale ?? found.lang) };
}
