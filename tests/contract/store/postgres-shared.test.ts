import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPostgresStore } from '#libs/store/postgres/postgres-store.ts';
import type { Store } from '#libs/store/store.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { startWireProxy, type WireProxy } from '#tests/setup/wire-proxy.ts';
import { birth } from './records.ts';

let database: TestDatabase;
let proxy: WireProxy;
let store: Store;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await startWireProxy(database.url);
  store = createPostgresStore({ url: proxy.url, poolSize: 1 });
});
afterAll(async () => {
  await store.close();
  await proxy.close();
  await database.drop();
});

const births = (count: number) => Array.from({ length: count }, () => birth());

it('writes what arrives while all connections are busy in fewer round trips than events', async () => {
  await Promise.all(births(40).map(({ changes }) => store.commit(changes)));
  const crowd = births(40);
  proxy.roundTrips();

  const results = await Promise.all(crowd.map(({ changes }) => store.commit(changes)));

  expect(results).toEqual(crowd.map(() => ({ kind: 'committed' })));
  expect(proxy.roundTrips()).toBeLessThan(20);
  for (const { log, order } of crowd) {
    const known = await store.load({
      event: { provider: 'stripe', eventId: log.event_id },
      order: { method: 'stripe', sessionId: order.session_id },
    });
    expect([known.log?.record.id, known.order?.record.id]).toEqual([log.id, order.id]);
  }
});

it('keeps a duplicate and a clash in a crowd from touching the others', async () => {
  const [standing, ...crowd] = births(12);
  if (!standing) return;
  await store.commit(standing.changes);
  const clash = birth({ order: { order_no: standing.order.order_no } });
  const everybody = [...crowd.slice(0, 6), standing, ...crowd.slice(6), clash];

  const results = await Promise.all(everybody.map(({ changes }) => store.commit(changes)));

  const expected = everybody.map((one) => {
    if (one === standing) return { kind: 'seen', status: standing.log.status };
    if (one === clash) return { kind: 'conflict', guards: ['payment_orders:order_no'] };
    return { kind: 'committed' };
  });
  expect(results).toEqual(expected);
  const { log } = await store.load({ event: { provider: 'stripe', eventId: clash.log.event_id } });
  expect(log).toBeNull();
});
