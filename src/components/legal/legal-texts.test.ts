import { describe, expect, it } from 'vitest';
import type { Locale } from '#libs/I18n.ts';
import { locales } from '#libs/I18n.ts';
import { legalDocuments } from './legal-documents.ts';
import { type LegalFacts, legalText } from './legal-texts.ts';

const facts: LegalFacts = {
  ...{ company: 'C', address: 'A', country: 'L', representative: 'R', phone: 'P', email: 'E' },
  ...{ register: 'G', vatId: 'V', days: '30', countries: 'X', tax: 'T' },
};
const factsNamed = (locale: Locale) =>
  legalDocuments.map((name) => {
    const asked = new Set<string>();
    const listening = new Proxy(facts, {
      get: (all, fact) => {
        asked.add(String(fact));
        return Reflect.get(all, fact);
      },
    });
    legalText(locale, name, listening);
    return [name, [...asked].sort()];
  });

describe('legal texts', () => {
  it.each(locales)('in %s leave no placeholder open and no section empty', (locale) => {
    for (const name of legalDocuments) {
      const { title, sections } = legalText(locale, name, facts);
      const all = [title, ...sections.flatMap((section) => [section.title, ...section.text])];
      expect(all.filter((text) => text.trim() === '' || /[{}]/.test(text))).toEqual([]);
    }
  });

  it.each(locales)('in %s say as much as in English, and name the same facts', (locale) => {
    const shape = (of: Locale) =>
      legalDocuments.map((name) => legalText(of, name, facts).sections.map(({ text }) => text.length));
    expect(shape(locale)).toEqual(shape('en'));
    expect(factsNamed(locale)).toEqual(factsNamed('en'));
  });
});
