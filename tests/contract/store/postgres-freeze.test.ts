import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { tableNames } from '#models/columns.ts';
import { type OpenedTransfer, openPostgresTransfer } from './open-transfers.ts';
import { birth } from './records.ts';

let opened: OpenedTransfer;
let sql: postgres.Sql;
beforeAll(async () => {
  opened = await openPostgresTransfer();
  sql = postgres(opened.variables.DATABASE_URL ?? '', { max: 2, onnotice: () => {} });
});
afterEach(() => opened.empty());
afterAll(async () => {
  await sql.end();
  await opened.close();
});

const insertOne = (id: string) =>
  sql`insert into activity_logs (id, subject_type, subject_id, action, actor, level, message, created_at)
      values (${id}, 'order', 'o', 'a', 'a', 'info', '', now())`;

it('waits for a transaction that has written, so that nothing is written behind its back', async () => {
  const written = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  const writing = sql.begin(async (transaction) => {
    await transaction`insert into activity_logs (id, subject_type, subject_id, action, actor, level, message, created_at)
      values ('slow', 'order', 'o', 'a', 'a', 'info', '', now())`;
    written.resolve();
    await commit.promise;
  });
  await written.promise;
  let isFrozen = false;
  const freezing = opened.transfer.freeze('It moves.').then(() => {
    isFrozen = true;
  });
  const waiting = async () => (await sql`select count(*)::int as "count" from pg_locks where not granted`)[0];
  await expect.poll(waiting).toMatchObject({ count: expect.toSatisfy((count) => count > 0) });
  expect(isFrozen).toBe(false);
  commit.resolve();
  await Promise.all([writing, freezing]);
  expect(await opened.transfer.count('activity_logs')).toBe(1);
});

it('is obeyed by every client, also by one that knows nothing of it, and for every kind of write', async () => {
  await opened.store.commit(birth().changes);
  await opened.transfer.freeze('It moves.');
  for (const table of tableNames) {
    await expect(sql`delete from ${sql(table)}`).rejects.toThrow('nothing is written for now: It moves.');
    await expect(sql`update ${sql(table)} set id = id`).rejects.toThrow('It moves.');
    await expect(sql`truncate ${sql(table)} cascade`).rejects.toThrow('It moves.');
  }
  await expect(insertOne('one')).rejects.toThrow('It moves.');
});

it('is in force for statements that were prepared before', async () => {
  await opened.store.commit(birth().changes);
  await opened.transfer.freeze('It moves.');
  await expect(opened.store.commit(birth().changes)).rejects.toThrow('It moves.');
});

it('leaves nothing in the database once it is thawed', async () => {
  await opened.transfer.freeze('It moves.');
  await opened.transfer.thaw();
  const [left] = await sql`select
    (select count(*)::int from pg_trigger where tgname = 'refuse_writes') as "triggers",
    (select count(*)::int from pg_proc where proname = 'refuse_writes') as "functions"`;
  expect(left).toEqual({ triggers: 0, functions: 0 });
});

it('does not stand in the way of one commit among many, and loses none that was acknowledged', async () => {
  const acknowledged: string[] = [];
  let isOver = false;
  const seller = async () => {
    while (!isOver) {
      const one = birth();
      const result = await opened.store.commit(one.changes).catch(() => null);
      if (result?.kind === 'committed') acknowledged.push(one.order.id);
    }
  };
  const sellers = [seller(), seller(), seller(), seller()];
  await expect.poll(() => acknowledged.length).toBeGreaterThan(20);
  await opened.transfer.freeze('It moves.');
  const kept = await opened.transfer.count('payment_orders');
  isOver = true;
  await Promise.all(sellers);
  expect(kept).toBe(acknowledged.length);
  expect(await opened.transfer.count('payment_orders')).toBe(kept);
});
