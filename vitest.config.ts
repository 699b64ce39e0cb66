import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/setup/longest-first.ts';

export default defineConfig({
  test: {
    // As many as a small machine has processors: with more, servers under test wait for their turn and what ends first varies.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', './tests/setup/contract-table.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src,scripts,sandbox,bench}/**/*.test.{ts,tsx}'],
          // They are of pure functions: a module that is loaded once for all files keeps nothing of one for the next.
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/e2e/**'],
          // Each file opens stores and servers of its own; what it imports is loaded once for all files of a process.
          isolate: false,
          globalSetup: ['tests/setup/global-postgres.ts', 'tests/setup/global-firestore.ts'],
          // Without credentials, firebase-admin would look for a Google machine around it.
          env: { METADATA_SERVER_DETECTION: 'none' },
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
