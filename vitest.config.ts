import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Two processes: the machine also runs a database for them.
    maxWorkers: 2,
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
          globalSetup: ['tests/setup/global-postgres.ts', 'tests/setup/global-firestore.ts'],
          // Without credentials, firebase-admin would look for a Google machine around it.
          env: { METADATA_SERVER_DETECTION: 'none' },
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
