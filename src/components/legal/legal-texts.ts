import type { Locale } from '#libs/I18n.ts';
import en from '#locales/legal/en.json' with { type: 'json' };
import es from '#locales/legal/es.json' with { type: 'json' };
import ja from '#locales/legal/ja.json' with { type: 'json' };
import zh from '#locales/legal/zh.json' with { type: 'json' };
import { type LegalDocument, legalDocuments } from './legal-documents.ts';

export type LegalText = {
  readonly title: string;
  readonly sections: readonly { readonly title: string; readonly text: readonly string[] }[];
};

/** What the shop's owner fills in, each under the name it has in the templates. */
export type LegalFacts = Readonly<
  Record<
    | 'company'
    | 'address'
    | 'country'
    | 'representative'
    | 'phone'
    | 'email'
    | 'register'
    | 'vatId'
    | 'days'
    | 'countries'
    | 'tax',
    string
  >
>;

const templates = { en, zh, ja, es } satisfies Record<Locale, Record<LegalDocument, LegalText>>;

export const isLegalDocument = (name: string): name is LegalDocument =>
  (legalDocuments as readonly string[]).includes(name);

export const legalTitle = (locale: Locale, name: LegalDocument): string => templates[locale][name].title;

/** A document in a language with the shop's facts put in. Throws TypeError for a fact nobody knows. */
export function legalText(locale: Locale, name: LegalDocument, facts: LegalFacts): LegalText {
  const known: Readonly<Record<string, string>> = facts;
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, fact: string) => {
      const value = known[fact];
      if (value === undefined) throw new TypeError(`The legal texts ask for "${fact}", which nobody knows`);
      return value;
    });
  const { title, sections } = templates[locale][name];
  return {
    title,
    sections: sections.map((section) => ({ title: section.title, text: section.text.map(fill) })),
  };
}
