import { expect, it } from 'vitest';
import { contractTable } from './contract-table.ts';

const kept = (passed: number, failed = 0) => ({ passed, failed, skipped: 0 });

it('shows what every store kept of each group, what it broke, and what was not run', () => {
  const results = {
    memory: { commit: kept(25), load: kept(6) },
    Postgres: { commit: kept(24, 1), load: kept(6) },
    Firestore: { commit: { passed: 0, failed: 0, skipped: 25 } },
  };
  expect(contractTable(results)).toEqual([
    'contract:             memory         Postgres   Firestore',
    'contract: commit   25 passed   1 FAILED of 25     not run',
    'contract: load      6 passed         6 passed     not run',
    'contract: all      31 passed   1 FAILED of 31     not run',
  ]);
});
