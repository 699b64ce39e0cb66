import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '#libs/store/store.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { setAsideEvent } from '#services/console/set-aside-event.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { openStoreAt } from '#tests/setup/store-place.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';
import { runCommand, shopVariables } from './run-command.ts';

let database: TestDatabase;
let sandbox: Sandbox;
let store: Store;
let app: TestContext;
beforeAll(async () => {
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
  store = openStoreAt({ kind: 'Postgres', url: database.url }, { poolSize: 2 });
  app = createTestContext({ store });
});
afterAll(async () => {
  await store.close();
  await Promise.all([database.drop(), sandbox.close()]);
});

const replay = (...args: string[]) => runCommand('replay', shopVariables({ sandbox, database }), ...args);

/** A refund that came before its payment, and the payment, of which it was not told. */
async function refundThatFailed() {
  const bought = purchase();
  const refund = eventsOf(bought).refund('created', `re_${bought.orderNo}`, 'succeeded', 29_900);
  await post(app, refund);
  await post({ ...app, followBirth: async () => {} }, eventsOf(bought).paid());
  return { bought, refund };
}

const statusOf = async (orderNo: string) =>
  (await store.list('payment_orders', { where: { order_no: orderNo }, limit: 1 })).rows[0]?.status;

describe('npm run replay', () => {
  it('says what it would do, does it when it is told why, and has nothing to do afterwards', async () => {
    const { bought, refund } = await refundThatFailed();
    const since = ['--since', '2026-11-01', '--status', 'failed'];

    const dry = await replay(...since, '--dry-run');
    expect(dry.output).toContain(`+ ${refund.id} refund.created  It will be applied.`);
    expect(dry.output).toContain('1 event: 1 would be applied');
    expect(dry.code).toBe(0);
    expect(await statusOf(bought.orderNo)).toBe('paid');

    const done = await replay(...since, '--reason', 'its payment came late');
    expect(done.output).toContain('1 event: 1 applied');
    expect(done.code).toBe(0);
    expect(await statusOf(bought.orderNo)).toBe('refunded');
    expect((await replay(...since, '--reason', 'once more')).output).toBe('There is nothing to replay.\n');
  });

  it('leaves alone what was set aside, unless that is asked for', async () => {
    const { refund } = await refundThatFailed();
    const [row] = (await store.list('webhook_logs', { where: { event_id: refund.id }, limit: 1 })).rows;
    const ana = { name: 'Ana', role: 'operator' } as const;
    await setAsideEvent(app, ana, { id: row?.id ?? '', reason: 'it was tried out' });
    const since = ['--since', '2026-11-01', '--dry-run'];

    expect((await replay(...since)).output).toContain('There is nothing to replay.');
    const asked = await replay(...since, '--status', 'set_aside');
    expect(asked.output).toContain(`+ ${refund.id} refund.created  It will be applied.`);
  });

  it('takes ids out of a file and believes nothing else in it', async () => {
    const { bought, refund } = await refundThatFailed();
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-replay-')), 'ids.txt');
    fs.writeFileSync(file, `${JSON.stringify({ ...refund, amount: 1 })}\n# evt_unknown00 never happened\n`);

    const { output, code } = await replay('--file', file, '--reason', 'a list from the dashboard');
    expect(output).toContain(`+ ${refund.id} refund.created`);
    expect(output).toContain('? evt_unknown00');
    expect(code).toBe(2);
    expect(await statusOf(bought.orderNo)).toBe('refunded');
  });

  it('says how to ask when it is asked for nothing', async () => {
    const { output, code } = await replay();
    expect(output).toContain('Usage: npm run replay');
    expect(code).toBe(1);
  });
});
