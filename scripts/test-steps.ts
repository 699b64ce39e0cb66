/** The runners of `npm test`, in the order in which they run, and which of them run side by side. */
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
  /** The lines of its output that are shown although nothing failed. */
  readonly shows?: RegExp;
};

const playwright = 'node_modules/@playwright/test/cli.js';
const shortSoak = ['tests/soak/soak.ts', '--seed=7', '--purchases=12', '--kills=1'];

const checks: TestStep = {
  name: 'checks (types, lint, walls, unused code, translations, tables, lockfile)',
  command: (report) => ['scripts/check.ts', `--json=${report}`],
  count: countChecks,
};

const productionBuild: TestStep = {
  name: 'production build',
  command: () => ['scripts/build.ts'],
  // By the step before, which fails the run when they are wrong.
  env: () => ({ TYPES_ARE_CHECKED: 'yes' }),
  essential: true,
};

const vitest: TestStep = {
  name: 'unit, contract and integration tests',
  command: (report) => [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=./tests/setup/contract-table.ts',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
  count: countVitest,
  shows: /^contract: /,
};

const browserTests: TestStep = {
  name: 'browser tests, with and without JavaScript',
  command: () => [playwright, 'test', '--reporter=list,json'],
  env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
  count: countPlaywright,
};

const soak: TestStep = {
  name: 'a short soak: purchases while the shop is killed',
  command: (report) => [...shortSoak, `--json=${report}`],
  count: countSoak,
};

/** What the stores do not share is below their port; a purchase goes through all of it. */
const browserTestsOnFirestore: TestStep = {
  name: 'browser tests of a purchase, on Firestore',
  command: () => [playwright, 'test', 'purchase.spec.ts', '--project=desktop', '--reporter=list,json'],
  env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report, E2E_STORE: 'firestore' }),
  count: countPlaywright,
};

const soakOnFirestore: TestStep = {
  name: 'a short soak on Firestore',
  command: (report) => [...shortSoak, '--store=firestore', `--json=${report}`],
  count: countSoak,
};

/** All runners, or all that need no Firestore. Those of one round run side by side: a soak mostly waits. */
export const testRounds = ({ onFirestore }: { onFirestore: boolean }): readonly (readonly TestStep[])[] => [
  [checks],
  [productionBuild],
  [vitest],
  [browserTests, soak],
  ...(onFirestore ? [[browserTestsOnFirestore, soakOnFirestore]] : []),
];
