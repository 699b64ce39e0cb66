/** Whether the locale files say the same things, and exactly those the code asks for. */
import * as fs from 'node:fs';
import path from 'node:path';
import { valuesIn } from './message-values.ts';
import { readUsages, type Usage } from './translation-usage.ts';

/** Messages by key, the groups joined with dots. */
type Messages = ReadonlyMap<string, string>;

function flatten(tree: unknown, prefix = ''): Map<string, string> {
  if (typeof tree !== 'object' || tree === null) return new Map([[prefix.slice(0, -1), String(tree)]]);
  return new Map(Object.entries(tree).flatMap(([name, value]) => [...flatten(value, `${prefix}${name}.`)]));
}

/** What all source files together ask for. */
type Code = {
  readonly usages: readonly (Usage & { readonly file: string })[];
  readonly words: ReadonlySet<string>;
};

/** One sentence per key that a language lacks, that nobody uses, or that is used without being there. */
function translationProblems(languages: ReadonlyMap<string, Messages>, code: Code): string[] {
  const { usages, words } = code;
  const names = (pattern: RegExp, key: string): boolean => {
    const [found, ...parts] = pattern.exec(key) ?? [];
    return found !== undefined && parts.every((part) => words.has(part));
  };
  const all = new Set([...languages.values()].flatMap((messages) => [...messages.keys()]));
  const missing = [...languages].flatMap(([language, messages]) =>
    [...all].filter((key) => !messages.has(key)).map((key) => `${language}.json lacks ${key}`),
  );
  const empty = [...languages].flatMap(([language, messages]) =>
    [...messages].filter(([, text]) => text === '').map(([key]) => `${language}.json has no text for ${key}`),
  );
  const unused = [...all]
    .filter((key) => !usages.some(({ pattern }) => names(pattern, key)))
    .map((key) => `${key} is not used by any source file`);
  const unknown = usages
    .filter(({ pattern }) => ![...all].some((key) => names(pattern, key)))
    .map(({ key, file }) => `${file} uses ${key}, which no language has`);
  return [...missing, ...empty, ...differences(languages), ...unused, ...unknown];
}

/** A text that forgets a value of the others, asks for one nobody gives, or cannot be read. */
function differences(languages: ReadonlyMap<string, Messages>): string[] {
  const [[first, original] = ['', new Map<string, string>()], ...others] = languages;
  const inWords = (values: readonly string[] | null): string => values?.join(' ') || 'nothing';
  return others.flatMap(([language, messages]) =>
    [...messages].flatMap(([key, text]) => {
      const [given, asked] = [valuesIn(original.get(key) ?? text), valuesIn(text)];
      if (asked === null) return [`${language}.json has a text that cannot be read: ${key}`];
      if (given?.join() === asked.join()) return [];
      return [`${language}.json asks for ${inWords(asked)} in ${key}, ${first}.json for ${inWords(given)}`];
    }),
  );
}

/** One sentence per language the shop speaks without a file, and per file of a language it does not speak. */
function languageProblems(found: readonly string[], spoken: readonly string[]): string[] {
  return [
    ...spoken
      .filter((language) => !found.includes(language))
      .map((language) => `${language}.json is not there`),
    ...found
      .filter((language) => !spoken.includes(language))
      .map((language) => `${language}.json is in a language the shop does not speak`),
  ];
}

type Reading = {
  readonly keys: number;
  readonly languages: readonly string[];
  readonly problems: readonly string[];
};

/** Reads `src/locales/*.json` and every source file of a folder, and answers what is wrong for the languages spoken. */
export function readTranslations(root: string, spoken: readonly string[]): Reading {
  const folder = path.join(root, 'src/locales');
  const names = fs.readdirSync(folder).filter((name) => name.endsWith('.json'));
  const languages = new Map(
    names.map((name) => [
      name.slice(0, -5),
      flatten(JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'))),
    ]),
  );
  const files = fs.globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((file) => !/\.test\.tsx?$/.test(file));
  const readings = files.map((file) => ({
    file,
    ...readUsages(fs.readFileSync(path.join(root, file), 'utf8'), file),
  }));
  const code = {
    usages: readings.flatMap(({ file, usages }) => usages.map((usage) => ({ ...usage, file }))),
    words: new Set(readings.flatMap(({ words }) => [...words])),
  };
  const [first] = languages.values();
  return {
    keys: first?.size ?? 0,
    languages: [...languages.keys()],
    problems: [...languageProblems([...languages.keys()], spoken), ...translationProblems(languages, code)],
  };
}
