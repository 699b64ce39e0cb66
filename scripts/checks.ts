/** Everything a reviewer would otherwise ask for, one entry per question. */

export type Check = { readonly name: string; readonly commands: readonly (readonly string[])[] };

/** Arguments are those of Node: each tool is a program of this checkout, never one from the PATH. */
export const checks: readonly Check[] = [
  {
    name: 'types',
    commands: [
      ['node_modules/next/dist/bin/next', 'typegen'],
      // What an earlier run remembers may be older than the texts in src/locales, and would be believed.
      ['node_modules/typescript/bin/tsc', '--noEmit', '--incremental', 'false'],
    ],
  },
  { name: 'lint and format', commands: [['node_modules/@biomejs/biome/bin/biome', 'check', '.']] },
  { name: 'walls between rooms', commands: [['scripts/check-walls.ts']] },
  { name: 'unused code', commands: [['node_modules/knip/bin/knip.js']] },
  { name: 'translations', commands: [['scripts/check-translations.ts']] },
  { name: 'shapes of tables', commands: [['scripts/check-tables.ts']] },
  { name: 'marketing events', commands: [['scripts/check-events.ts']] },
  { name: 'lockfile and licences', commands: [['scripts/check-lock.ts']] },
];
