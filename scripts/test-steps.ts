/** The runners of `npm test`, in the order in which they run. */
import { type Counts, countChecks, countPlaywright, countSoak, countVitest } from './test-counts.ts';

export type TestStep = {
  readonly name: string;
  /** Arguments of Node; `report` is where the runner has to write what it did. */
  readonly command: (report: string) => readonly string[];
  readonly env?: (report: string) => Readonly<Record<string, string>>;
  /** Reads the report; a step without one counts as a single test. */
  readonly count?: (report: unknown) => Counts;
  /** Without it, what follows cannot run. */
  readonly essential?: true;
};

export const testSteps: readonly TestStep[] = [
  {
    name: 'checks (types, lint, walls, unused code, translations, lockfile)',
    command: (report) => ['scripts/check.ts', `--json=${report}`],
    count: countChecks,
  },
  { name: 'production build', command: () => ['scripts/build.ts'], essential: true },
  {
    name: 'unit, contract and integration tests',
    command: (report) => [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    count: countVitest,
  },
  {
    name: 'browser tests, with and without JavaScript',
    command: () => ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
    env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    count: countPlaywright,
  },
  {
    name: 'a short soak: purchases while the shop is killed',
    command: (report) => [
      'tests/soak/soak.ts',
      '--seed=7',
      '--purchases=12',
      '--kills=1',
      `--json=${report}`,
    ],
    count: countSoak,
  },
];
