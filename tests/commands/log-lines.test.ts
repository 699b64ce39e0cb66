import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { runCommand, shopVariables } from './run-command.ts';

let database: TestDatabase;
let sandbox: Sandbox;
beforeAll(async () => {
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
});
afterAll(() => Promise.all([sandbox.close(), database.drop()]));

it.each<readonly [file: string, door: string, ...args: string[]]>([
  ['doctor', 'doctor'],
  ['replay', 'replay', '--since', '1h', '--dry-run'],
  ['reconcile', 'reconcile', '--dry-run'],
  ['migrate', 'db:migrate'],
  ['stripe-setup', 'stripe:setup'],
  ['outbox-drain', 'outbox:drain'],
])(
  '%s tells people on one output, and on the other in one line how it ended',
  async (file, door, ...args) => {
    const variables = {
      ...shopVariables({ sandbox, database }),
      APP_URL: 'https://shop.test',
      LOG_LEVEL: 'info',
    };
    const { output, words } = await runCommand(file, variables, ...args);
    const lines = output
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    expect(lines.filter((line) => line.door === `command ${door}`)).toMatchObject([
      { level: 'info', outcome: 'done', duration_ms: expect.any(Number), trace_id: expect.any(String) },
    ]);
    expect(words).not.toContain('{"level"');
    expect(words.trim()).not.toBe('');
  },
);

it('a command that breaks down says so in one line, without what is secret', async () => {
  const unreachable = 'postgres://shop:hunter2@127.0.0.1:9/shop';
  const { code, output } = await runCommand('migrate', { DATABASE_URL: unreachable, LOG_LEVEL: 'info' });
  expect(code).toBe(1);
  expect(output).toMatch(/"level":"warn".*"door":"command db:migrate","outcome":"put_off"/);
  expect(output).not.toContain('hunter2');
});
