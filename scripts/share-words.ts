/** What the picture of a shared address says, in the words of the page it leads to. */
import * as fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { catalogSource } from '#config/catalog.ts';
import { textIn } from '#domain/localized-text.ts';
import { type Locale, locales } from '#libs/I18n.ts';

export type ShareWords = {
  readonly locale: Locale;
  /** Null for the picture of all colours together. */
  readonly color: string | null;
  readonly title: string;
  readonly line: string;
};

const Messages = z.object({ shop: z.object({ headline: z.string() }) });

/** One entry per picture: each language, alone and with each colour. */
export function shareWords(root: string): ShareWords[] {
  const variants = catalogSource.offers.flatMap((offer) => offer.variants);
  return locales.flatMap((locale) => {
    const file = path.join(root, 'src/locales', `${locale}.json`);
    const { headline } = Messages.parse(JSON.parse(fs.readFileSync(file, 'utf8'))).shop;
    const line = headline.replaceAll(/<\/?u>/g, '');
    return [
      { locale, color: null, title: 'Rolitt', line },
      ...variants.map(({ id, name }) => ({ locale, color: id, title: textIn(name, locale), line })),
    ];
  });
}

/** What a drawn picture carries with it, so that one which says something else by now can be told. */
export const stampOf = ({ title, line }: ShareWords): string => `${title}: ${line}`;
