/** What package-lock.json promises, and what it leaves out without a word. */
import * as fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const Entry = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  link: z.boolean().optional(),
  integrity: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const Lock = z.object({ packages: z.record(z.string(), Entry) });

export type Lock = z.infer<typeof Lock>;

/** Reads the lock of a folder. Throws when it is not a lock of version 2 or 3. */
export const readLock = (folder: string): Lock =>
  Lock.parse(JSON.parse(fs.readFileSync(path.join(folder, 'package-lock.json'), 'utf8')));

/**
 * Platform packages that are named but not locked. A registry that lacks them makes npm leave them out, and the next
 * `npm ci` on such a platform fails: https://github.com/npm/cli/issues/4828
 */
export function missingFromLock(lock: Lock): string[] {
  const names = new Set(Object.keys(lock.packages).map((place) => place.split('node_modules/').at(-1)));
  return Object.entries(lock.packages).flatMap(([place, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !names.has(name))
      .map(([name, range]) => `${name}@${range}, wanted by ${place} ${entry.version}`),
  );
}

/** Packages that could be replaced on the way here, because nothing says what they must contain. */
export const withoutIntegrity = (lock: Lock): string[] =>
  Object.entries(lock.packages)
    .filter(([place, entry]) => place !== '' && !entry.link && entry.integrity === undefined)
    .map(([place]) => place);

/** Licences that ask for no more than to be named: https://spdx.org/licenses/ */
const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Public Domain',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);

/** Packages with another licence, each with the reason why it may stay. */
const exceptions: readonly { name: RegExp; licence: string; because: string }[] = [
  {
    name: /^@img\/sharp(-|$)/,
    licence: 'LGPL-3.0-or-later',
    because: 'an optional, separate library of Next that is loaded as it is and never changed',
  },
  {
    name: /^lightningcss(-|$)/,
    licence: 'MPL-2.0',
    because: 'a build tool, used unchanged; nothing of it is in the product',
  },
  { name: /^axe-core$|^@axe-core\//, licence: 'MPL-2.0', because: 'a test tool, used unchanged' },
  {
    name: /^limiter$/,
    licence: 'none named',
    because: 'its manifest names none, its LICENSE.txt is the MIT licence',
  },
];

/** Whether an SPDX expression, such as `(MIT OR GPL-2.0) AND ISC`, leaves a way to use the package freely. */
export function isPermissive(expression: string, isAllowed = (id: string) => permissive.has(id)): boolean {
  const tokens = expression.match(/\(|\)|\bAND\b|\bOR\b|(?:(?!\bAND\b|\bOR\b)[^()])+/g) ?? [];
  let at = 0;
  const words = tokens.map((token) => token.trim()).filter((token) => token !== '');
  const term = (): boolean => {
    const word = words[at++];
    if (word !== '(') return word !== undefined && isAllowed(word);
    const inner = either();
    at += 1;
    return inner;
  };
  const both = (): boolean => {
    let result = term();
    while (words[at] === 'AND') {
      at += 1;
      result = term() && result;
    }
    return result;
  };
  const either = (): boolean => {
    let result = both();
    while (words[at] === 'OR') {
      at += 1;
      result = both() || result;
    }
    return result;
  };
  return words.length > 0 && either();
}

/** Packages whose licence nobody has agreed to, one line each. */
export function unwelcomeLicences(lock: Lock): string[] {
  return Object.entries(lock.packages).flatMap(([place, entry]) => {
    if (place === '' || entry.link) return [];
    const name = place.split('node_modules/').at(-1) ?? place;
    const excepted = exceptions
      .filter((exception) => exception.name.test(name))
      .map(({ licence }) => licence);
    const allowed = (id: string) => permissive.has(id) || excepted.includes(id);
    return isPermissive(entry.license ?? 'none named', allowed)
      ? []
      : [`${name}@${entry.version}: ${entry.license ?? 'none named'}`];
  });
}
