import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { sessionSecret, webhookSecret } from '#tests/factories.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { priceMap } from '#tests/test-context.ts';
import { runCommand } from './run-command.ts';

let database: TestDatabase;
let sandbox: Sandbox;
beforeAll(async () => {
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
});
afterAll(() => Promise.all([database.drop(), sandbox.close()]));

const reconcile = (...args: string[]) =>
  runCommand(
    'reconcile',
    {
      STRIPE_SECRET_KEY: 'sk_test_unit_0000000000',
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_API_BASE: sandbox.url,
      STRIPE_PRODUCT_ID: 'prod_rolitt',
      SESSION_SECRET: sessionSecret,
      COLOR_PRICE_MAP_JSON: JSON.stringify(priceMap),
      DATABASE_URL: database.url,
    },
    ...args,
  );

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
