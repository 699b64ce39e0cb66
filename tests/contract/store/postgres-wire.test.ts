import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insert, update } from '#domain/changes.ts';
import { StoreUnavailableError } from '#domain/errors.ts';
import { createPostgresStore } from '#libs/store/postgres/postgres-store.ts';
import type { Store } from '#libs/store/store.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { startWireProxy, type WireProxy } from '#tests/setup/wire-proxy.ts';
import { birth, message, noon, only, webhookLog } from './records.ts';

let database: TestDatabase;
let proxy: WireProxy;
let store: Store;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await startWireProxy(database.url);
  store = createPostgresStore({ url: proxy.url, poolSize: 2 });
});
afterAll(async () => {
  await store.close();
  await proxy.close();
  await database.drop();
});

/** Round trips of one call, after one of the same shape has prepared its statement on every connection. */
async function roundTripsOf(call: () => Promise<unknown>): Promise<number> {
  await Promise.all(Array.from({ length: 16 }, call));
  proxy.roundTrips();
  await call();
  return proxy.roundTrips();
}

/** What a call was refused with, and that it did not take longer than a provider waits. */
async function refusal(call: () => Promise<unknown>): Promise<unknown> {
  const startedAt = performance.now();
  const error = await call().then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  return error;
}

it('costs one round trip for a fresh event, and one for a duplicate', async () => {
  expect(await roundTripsOf(() => store.commit(birth().changes))).toBe(1);
  const again = birth();
  expect(await roundTripsOf(() => store.commit(again.changes))).toBe(1);
});

it('costs one round trip to load, to list, to claim, to settle and to sweep', async () => {
  const paid = birth();
  await store.commit(paid.changes);
  const order = { method: 'stripe', sessionId: paid.order.session_id } as const;
  const event = { provider: 'stripe', eventId: paid.log.event_id } as const;
  const set = {
    status: 'sent',
    attempts: 1,
    next_attempt_at: noon,
    last_error: null,
    sent_at: noon,
  } as const;
  const settlement = { id: paid.messages[0]?.id ?? '', token: 'mine', set };

  expect(await roundTripsOf(() => store.load({ event, order }))).toBe(1);
  expect(await roundTripsOf(() => store.list('outbox', { limit: 5 }))).toBe(1);
  expect(
    await roundTripsOf(() => store.claim({ now: noon, limit: 2, token: 'mine', leaseSeconds: 60 })),
  ).toBe(1);
  expect(await roundTripsOf(() => store.settle([settlement]))).toBe(1);
  expect(await roundTripsOf(() => store.dueLogs({ now: noon, limit: 5 }))).toBe(1);
});

it('costs two round trips to look at an order and change it', async () => {
  const paid = birth();
  await store.commit(paid.changes);
  const change = async () => {
    const { order } = await store.load({ order: { method: 'stripe', orderNo: paid.order.order_no } });
    if (!order) throw new Error('the order is not there');
    return store.commit(only(update('payment_orders', order, { updated_at: noon })));
  };
  await roundTripsOf(change);
  expect(await roundTripsOf(change)).toBe(2);
});

it('never needs a statement the connection has to keep when told not to prepare', async () => {
  const plain = createPostgresStore({ url: proxy.url, prepare: false, poolSize: 1 });
  await plain.commit(birth().changes);
  await plain.commit(birth().changes);
  const sql = postgres(proxy.url, { max: 1 });
  // A pooler hands every call to another session: cutting them has to go unnoticed.
  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  await expect.poll(() => plain.commit(birth().changes).catch(() => null)).toEqual({ kind: 'committed' });
  await Promise.all([plain.close(), sql.end()]);
});

it('answers in time when an established connection goes silent, and works again when the network does', async () => {
  await store.commit(birth().changes);
  proxy.blackhole();
  const refused = await Promise.all(
    Array.from({ length: 30 }, () => refusal(() => store.commit(birth().changes))),
  );
  for (const error of refused) expect(error).toBeInstanceOf(StoreUnavailableError);

  proxy.restore();
  await expect
    .poll(() => store.commit(birth().changes).catch(() => null), { timeout: 5_000 })
    .toEqual({
      kind: 'committed',
    });
});

it('answers in time when new connections get no answer', async () => {
  proxy.blackhole();
  const fresh = createPostgresStore({ url: proxy.url });
  expect(await refusal(() => fresh.load({}))).toBeInstanceOf(StoreUnavailableError);
  expect(await fresh.problem()).toMatch(/^The database/);
  proxy.restore();
  await expect.poll(() => fresh.problem(), { timeout: 5_000 }).toBeNull();
  await fresh.close();
});

it('loses no more than the calls under way when every connection is cut', async () => {
  const commits = () =>
    expect.poll(() => store.commit(birth().changes).catch(() => null), { timeout: 5_000 });
  await commits().toEqual({ kind: 'committed' });
  proxy.reset();
  await commits().toEqual({ kind: 'committed' });
});

it('tells that nobody listens at the address, without the password', async () => {
  const nowhere = createPostgresStore({ url: 'postgres://user:secret-word@127.0.0.1:1/none' });
  const error = await refusal(() => nowhere.claim({ now: noon, limit: 1, token: 't', leaseSeconds: 1 }));
  expect(error).toBeInstanceOf(StoreUnavailableError);
  expect(JSON.stringify([error, String(error), await nowhere.problem()])).not.toContain('secret-word');
  await nowhere.close();
});

it('takes the address as providers show it, with words in it that only other clients know', async () => {
  const url = `${database.url}?sslmode=prefer&channel_binding=require&pgbouncer=true&connect_timeout=10`;
  const shown = createPostgresStore({ url });
  expect(await shown.problem()).toBeNull();
  await shown.close();
});

it('gives up on a row somebody else holds, and writes nothing afterwards', async () => {
  const held = message();
  const sql = postgres(database.url, { max: 1 });
  const log = webhookLog();
  await sql
    .begin(async (other) => {
      const row = { ...held, payload: other.json({ held: true }) };
      await other`insert into outbox ${other(row)}`;
      const commit = { log: insert('webhook_logs', log), changes: [insert('outbox', held)] };
      expect(await refusal(() => store.commit(commit))).toBeInstanceOf(StoreUnavailableError);
      throw new Error('roll back');
    })
    .catch((error: Error) => expect(error.message).toBe('roll back'));
  await wait(100);
  expect(await store.load({ event: { provider: 'stripe', eventId: log.event_id } })).toMatchObject({
    log: null,
  });
  await sql.end();
});

it('keeps its promises with latency between it and the database', async () => {
  proxy.delay(20);
  const paid = birth();
  expect(await store.commit(paid.changes)).toEqual({ kind: 'committed' });
  expect(await store.commit(paid.changes)).toEqual({ kind: 'seen', status: 'success' });
  proxy.delay(0);
});
