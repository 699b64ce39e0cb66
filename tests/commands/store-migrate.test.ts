import * as fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { writeOut } from '#libs/store/transfer-row.ts';
import {
  type OpenedTransfer,
  openFirestoreTransfer,
  openPostgresTransfer,
} from '#tests/contract/store/open-transfers.ts';
import { birth, order } from '#tests/contract/store/records.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { dump, freshFile } from '#tests/move/quiet-move.ts';
import { createTestContext } from '#tests/test-context.ts';
import { runCommand, startCommand } from './run-command.ts';

const there = ['--from', 'postgres', '--to', 'firestore'];
const back = ['--from', 'firestore', '--to', 'postgres'];

describe.skipIf(inject('firestoreHost') === null)('npm run store:migrate', { timeout: 60_000 }, () => {
  let old: OpenedTransfer;
  let fresh: OpenedTransfer;
  let cursor: string;
  const variables = () => ({ ...old.variables, ...fresh.variables, METADATA_SERVER_DETECTION: 'none' });
  const migrate = (...args: string[]) =>
    runCommand('store-migrate', variables(), '--cursor', cursor, ...args);

  beforeAll(async () => {
    [old, fresh] = await Promise.all([openPostgresTransfer(), openFirestoreTransfer()]);
  });
  beforeEach(async () => {
    await Promise.all([old.empty(), fresh.empty()]);
    cursor = freshFile();
  });
  afterAll(() => Promise.all([old.close(), fresh.close()]));

  const sell = async (count: number) => {
    const births = Array.from({ length: count }, (_, nth) =>
      birth({ order: { id: `o${nth}` }, log: { event_id: `e${nth}` } }),
    );
    await Promise.all(births.map(({ changes }) => old.store.commit(changes)));
  };
  const forge = () =>
    fresh.transfer.put('payment_orders', [writeOut('payment_orders', order({ id: 'forged' }))]);

  it('moves everything and ends with 0, and with 0 again when nothing is left to do', async () => {
    await sell(3);
    for (const _ of [1, 2]) {
      const { code, output } = await migrate(...there);
      expect(output).toMatch(/payment_orders +3 +3 +([0-9a-f]{16}) +\1 +same/);
      expect(output).toMatch(/all records +24 +24/);
      expect(code).toBe(0);
    }
    expect(await dump(fresh.transfer)).toEqual(await dump(old.transfer));
  });

  it('ends with 2 and names the record when something else is in the target', async () => {
    await sell(2);
    await migrate(...there);
    await forge();
    const { code, output } = await migrate(...there);
    expect(output).toMatch(/payment_orders +2 +2 .+ DIFFERENT/);
    expect(output).toContain('1 record (forged) in the target that the source does not have');
    expect(code).toBe(2);
  });

  it('ends with 1 and changes nothing when the target is not empty', async () => {
    await sell(1);
    await forge();
    const before = await dump(fresh.transfer);
    const { code, output } = await migrate(...there);
    expect(output).toMatch(/demo-test-.+ is not empty\. With --merge/);
    expect(code).toBe(1);
    expect(await dump(fresh.transfer)).toEqual(before);
    expect((await migrate(...there, '--merge')).output).toMatch(
      /payment_orders .+ same, beside 1 of its own/,
    );
  });

  it('writes nothing when it is only tried out', async () => {
    await sell(2);
    const { code, output } = await migrate(...there, '--dry-run');
    expect(output).toMatch(/payment_orders +2 +0 +2 to be written/);
    expect(code).toBe(0);
    expect(await dump(fresh.transfer)).toEqual([]);
    expect(fs.existsSync(cursor)).toBe(false);
  });

  it('refuses the cursor of another move, and half a configuration', async () => {
    await migrate(...there);
    const foreign = await migrate(...back);
    expect(foreign).toMatchObject({ code: 1, output: expect.stringContaining('belongs to the move') });
    const nowhere = await runCommand('store-migrate', old.variables, ...there);
    expect(nowhere).toMatchObject({ code: 1, output: expect.stringContaining('FIREBASE_SERVICE_ACCOUNT') });
  });

  it('goes on to the same end when it is killed anywhere', async () => {
    await sell(300);
    const wanted = await dump(old.transfer);
    for (const table of ['payment_orders', 'outbox']) {
      await fresh.empty();
      fs.rmSync(cursor, { force: true });
      const running = startCommand('store-migrate', variables(), '--cursor', cursor, ...there);
      await expect
        .poll(() => fs.existsSync(cursor) && fs.readFileSync(cursor, 'utf8').includes(`"table":"${table}"`), {
          timeout: 15_000,
          interval: 1,
        })
        .toBe(true);
      running.kill('SIGKILL');
      expect(await running.ended).toMatchObject({ code: null });
      expect((await dump(fresh.transfer)).length).toBeLessThan(wanted.length);
      const { code, output } = await migrate(...there);
      expect(output).toMatch(/all records +2,400 +2,400/);
      expect(code).toBe(0);
      expect(await dump(fresh.transfer)).toEqual(wanted);
    }
  });

  describe('a cut-over', () => {
    let runsOn = 'postgres';
    const shop = createServer((_, response) => response.end(JSON.stringify({ ok: true, store: runsOn })));
    const shopUrl = () => `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
    beforeAll(() => new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve)));
    afterAll(() => new Promise((resolve) => shop.close(resolve)));
    beforeEach(() => {
      runsOn = 'postgres';
    });

    const start = (...args: string[]) =>
      startCommand(
        'store-migrate',
        { ...variables(), APP_URL: shopUrl() },
        '--cursor',
        cursor,
        '--cut-over',
        ...args,
      );
    const verified = async (...args: string[]) => {
      const running = start(...args);
      await expect.poll(running.output, { timeout: 20_000 }).toContain('Verified within');
      return running;
    };

    it('has webhooks answered 503 and lets the new deployment take the retry, so that no order is lost', async () => {
      await sell(2);
      const before = createTestContext({ store: old.store });
      const paid = eventsOf(purchase()).paid();
      const running = await verified(...there);
      expect(await post(before, paid)).toMatchObject({ status: 503 });
      runsOn = 'firestore';
      const { code, output } = await running.ended;
      expect(output).toMatch(/The shop runs on firestore\. Nothing was written for \d/);
      expect(code).toBe(0);
      const after = createTestContext({ store: fresh.store });
      expect(await post(after, paid)).toMatchObject({ status: 200 });
      expect(await post(before, paid)).toMatchObject({ status: 503 });
      expect(await fresh.transfer.count('payment_orders')).toBe(3);
      expect(fs.existsSync(cursor)).toBe(false);
    });

    it('ends when Enter is pressed', async () => {
      const running = await verified(...there);
      running.enter();
      expect(await running.ended).toMatchObject({
        code: 0,
        output: expect.stringContaining('The shop runs on'),
      });
    });

    it('leaves the source frozen when it is interrupted after the verification, and goes on with the wait', async () => {
      await sell(1);
      const running = await verified(...there);
      running.kill('SIGINT');
      expect(await running.ended).toMatchObject({
        code: 130,
        output: expect.stringContaining('--thaw postgres'),
      });
      expect(await old.transfer.frozen()).not.toBeNull();
      runsOn = 'firestore';
      expect(await start(...there).ended).toMatchObject({ code: 0 });
    });

    it('is undone by a thaw', async () => {
      const running = await verified(...there);
      running.kill('SIGTERM');
      await running.ended;
      const thawed = await runCommand('store-migrate', variables(), '--thaw', 'postgres');
      expect(thawed).toMatchObject({ code: 0, output: expect.stringContaining('takes writes again') });
      await sell(1);
    });

    it('goes back the same way, and the old home takes writes again', async () => {
      await sell(1);
      const away = await verified(...there);
      away.enter();
      await away.ended;
      await fresh.store.commit(birth({ order: { id: 'sold-there' } }).changes);
      const home = await verified(...back, '--merge');
      home.enter();
      expect(await home.ended).toMatchObject({ code: 0 });
      expect(await dump(old.transfer)).toEqual(await dump(fresh.transfer));
      expect(await old.store.commit(birth({ order: { id: 'sold-here' } }).changes)).toEqual({
        kind: 'committed',
      });
    });
  });
});
