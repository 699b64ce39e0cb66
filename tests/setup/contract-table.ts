/** Shows, at the end of a run, how many promises of the store contract each store kept. */
import type { Reporter, TestModule, TestSuite } from 'vitest/node';

const columns = ['memory', 'Postgres', 'Firestore'] as const;
const contractFile = 'tests/contract/store/store.test.ts';

/** What starts each line, so that whoever reads the output can tell it from the rest. */
const tableMark = 'contract: ';

type Kept = { passed: number; failed: number; skipped: number };
/** By store, then by group of promises. */
export type Results = Readonly<Record<string, Readonly<Record<string, Kept>>>>;

/** One row per group of promises, one column per store: all kept, some broken, or not run. */
export function contractTable(results: Results): string[] {
  const groups = [...new Set(Object.values(results).flatMap((of) => Object.keys(of)))];
  const cell = (store: string, group: string) => inWords(results[store]?.[group]);
  const rows = [
    ['', ...columns],
    ...groups.map((group) => [group, ...columns.map((store) => cell(store, group))]),
    ['all', ...columns.map((store) => inWords(sum(Object.values(results[store] ?? {}))))],
  ];
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map(
    (row) =>
      tableMark +
      row.map((text, nth) => (nth === 0 ? text.padEnd(width(0)) : text.padStart(width(nth)))).join('   '),
  );
}

function inWords(kept: Kept | undefined): string {
  if (!kept || kept.passed + kept.failed === 0) return 'not run';
  return kept.failed > 0 ? `${kept.failed} FAILED of ${kept.passed + kept.failed}` : `${kept.passed} passed`;
}

const sum = (all: readonly Kept[]): Kept => ({
  passed: all.reduce((total, { passed }) => total + passed, 0),
  failed: all.reduce((total, { failed }) => total + failed, 0),
  skipped: all.reduce((total, { skipped }) => total + skipped, 0),
});

export default class ContractTable implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const contract = modules.find(({ moduleId }) => moduleId.endsWith(contractFile));
    if (!contract) return;
    const lines = contractTable(resultsOf(contract));
    process.stdout.write(`\n${lines.join('\n')}\n`);
  }
}

function resultsOf(contract: TestModule): Results {
  const stores = [...contract.children.suites()].map((store): [string, Record<string, Kept>] => [
    store.name.replace(/ store$/, ''),
    Object.fromEntries([...store.children.suites()].map((group) => [group.name, keptIn(group)])),
  ]);
  return Object.fromEntries(stores);
}

function keptIn(group: TestSuite): Kept {
  const kept = { passed: 0, failed: 0, skipped: 0 };
  for (const test of group.children.allTests()) {
    const { state } = test.result();
    if (state !== 'pending') kept[state] += 1;
  }
  return kept;
}
