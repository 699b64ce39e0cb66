import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { runCommand, shopVariables } from './run-command.ts';

let database: TestDatabase;
let sandbox: Sandbox;
beforeAll(async () => {
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
});
afterAll(() => Promise.all([database.drop(), sandbox.close()]));

const reconcile = (...args: string[]) =>
  runCommand('reconcile', shopVariables({ sandbox, database }), ...args);

describe('npm run reconcile', () => {
  it('ends well when nothing differs', async () => {
    const { code, output } = await reconcile('--since', '3d', '--dry-run');
    expect(output).toBe('Looked at 0 events, 0 payment pages and 0 orders: 0 differences, 0 repaired.\n');
    expect(code).toBe(0);
  });

  it('says how to ask when it is asked for something else', async () => {
    const { code, output } = await reconcile('--since', 'yesterday');
    expect(output).toContain('Usage: npm run reconcile');
    expect(code).toBe(1);
  });
});
