import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createPostgresTransfer } from '#libs/store/postgres/postgres-transfer.ts';
import type { Store } from '#libs/store/store.ts';
import type { TransferRow } from '#libs/store/transfer.ts';
import { tableNames } from '#models/columns.ts';
import { reconcile } from '#services/reconcile/reconcile.ts';
import { createTestDatabase } from '#tests/setup/database.ts';
import { openStoreAt } from '#tests/setup/store-place.ts';
import { openDropsWorld } from './drops-world.ts';

/** One line per record, parents before children: what `pg_dump --data-only` would write, by the product's own means. */
async function backUp(url: string, file: string): Promise<void> {
  const from = createPostgresTransfer({ url });
  for (const table of tableNames)
    for await (const { rows } of from.scan(table, null))
      for (const row of rows) fs.appendFileSync(file, `${JSON.stringify({ table, row })}\n`);
  await from.close();
}

async function restore(url: string, file: string): Promise<void> {
  const lines = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const records = lines.map(
    (line) => JSON.parse(line) as { table: (typeof tableNames)[number]; row: TransferRow },
  );
  const to = createPostgresTransfer({ url });
  for (const table of tableNames) {
    const rows = records.filter((record) => record.table === table).map(({ row }) => row);
    if (rows.length > 0) await to.put(table, rows);
  }
  await to.close();
}

/** A store that can be exchanged under a running shop, as a database behind its address can. */
function exchangeable(first: Store) {
  let current = first;
  return {
    store: new Proxy({} as Store, { get: (_, name) => Reflect.get(current, name) }),
    exchange(next: Store) {
      current = next;
    },
  };
}

it('what came in after the backup is back after a restore and a reconciliation', {
  timeout: 60_000,
}, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rolitt-restore-'));
  const file = path.join(folder, 'backup.jsonl');
  const [lost, fresh] = [await createTestDatabase(), await createTestDatabase()];
  const before = openStoreAt({ kind: 'Postgres', url: lost.url }, { poolSize: 2 });
  const after = openStoreAt({ kind: 'Postgres', url: fresh.url }, { poolSize: 2 });
  const { store, exchange } = exchangeable(before);
  const world = await openDropsWorld(store, 1);
  try {
    const early = await world.buy();
    await world.settled();
    await backUp(lost.url, file);
    const late = await world.buy();
    await world.refund(early, 9_900);
    await world.settled();
    const standing = async () => {
      const { rows } = await store.list('payment_orders', { limit: 9 });
      const told = rows.map(({ order_no, session_id, status, amount_refunded, email }) => ({
        ...{ order_no, session_id, status, amount_refunded, email },
      }));
      return told.toSorted((a, b) => a.order_no.localeCompare(b.order_no));
    };
    const wanted = await standing();
    expect(wanted).toHaveLength(2);

    await before.close();
    await lost.drop();
    await restore(fresh.url, file);
    exchange(after);
    expect((await standing()).map(({ session_id }) => session_id)).toEqual([early.id]);
    world.app.clock.pass(11 * 60);
    const { drift, complete } = await reconcile(world.app, { since: new Date(Date.now() - 86_400_000) });
    await world.settled();

    expect(complete).toBe(true);
    expect(drift.every(({ repaired }) => repaired)).toBe(true);
    expect(await standing()).toEqual(wanted);
    expect(wanted.map(({ session_id }) => session_id)).toContain(late.id);
    expect(await reconcile(world.app)).toMatchObject({ drift: [], complete: true });
    const metrics = world.app.sent
      .filter(({ kind }) => kind === 'klaviyo.event')
      .map(({ dedupe_key }) => dedupe_key);
    expect(metrics.length).toBeGreaterThan(new Set(metrics).size);
  } finally {
    await world.close();
    await after.close();
    await fresh.drop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
