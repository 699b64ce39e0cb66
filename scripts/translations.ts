/** Whether the locale files say the same things, and exactly those the code asks for. */
import * as fs from 'node:fs';
import path from 'node:path';
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
  return [...missing, ...empty, ...unused, ...unknown];
}

/** Reads `src/locales/*.json` and every source file of a folder, and answers their problems. */
export function readTranslations(root: string): { keys: number; languages: string[]; problems: string[] } {
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
    problems: translationProblems(languages, code),
  };
}
