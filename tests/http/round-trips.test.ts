import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { catalogSource } from '#config/catalog.ts';
import { update } from '#domain/changes.ts';
import { unitId } from '#domain/stock-unit.ts';
import { loadCatalog } from '#libs/Catalog.ts';
import type { AppContext } from '#services/app-context.ts';
import { holdUnits } from '#services/hold-units.ts';
import { receiveWebhook } from '#services/receive-webhook.ts';
import { openPipeline, type Pipeline } from '#tests/crash/pipeline.ts';
import { eventsOf, type Purchase, post, purchase, signed } from '#tests/factories.ts';
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts';
import { startWireProxy, type WireProxy } from '#tests/setup/wire-proxy.ts';
import { fiveOfThem, priceMap } from '#tests/test-context.ts';

let database: TestDatabase;
let proxy: WireProxy;
let pipeline: Pipeline;
/** The pipeline up to its answer: what follows the answer is left out. */
let app: AppContext;
let bought: Purchase;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await startWireProxy(database.url);
  pipeline = openPipeline({
    place: { kind: 'Postgres', url: proxy.url },
    sandboxUrl: 'http://127.0.0.1:9',
    poolSize: 1,
  });
  app = { ...pipeline, defer: () => {} };
  // Every statement is prepared once per connection, which costs a round trip of its own.
  for (let round = 0; round < 2; round++) for (const event of story(purchase())) await post(app, event);
});
afterAll(async () => {
  await pipeline.store.close();
  await proxy.close();
  await database.drop();
});
beforeEach(() => {
  bought = purchase();
});

/** Fresh, duplicate, a second event of the same fact, a refund too early and on time: every shape of commit. */
function story(of: Purchase) {
  const events = eventsOf(of);
  const paid = events.paid();
  const early = eventsOf({ ...of, tradeNo: `${of.tradeNo}_early` });
  const waiting = early.refund('created', `re_early_${of.sessionId}`, 'succeeded', 100);
  const refund = events.refund('created', `re_${of.sessionId}`, 'succeeded', 100);
  return [paid, paid, events.paid(), waiting, waiting, refund];
}

async function tripsOf(work: () => Promise<{ status: number }>): Promise<number> {
  proxy.roundTrips();
  const { status } = await work();
  expect([200, 400]).toContain(status);
  return proxy.roundTrips();
}

it('a fresh payment costs one round trip, and its duplicate one', async () => {
  const paid = eventsOf(bought).paid();
  expect(await tripsOf(() => post(app, paid))).toBe(1);
  expect(await tripsOf(() => post(app, paid))).toBe(1);
});

it('a payment that is known already from another event costs three', async () => {
  await post(app, eventsOf(bought).paid());
  expect(await tripsOf(() => post(app, eventsOf(bought).paid()))).toBe(3);
});

it('an event that failed before and is tried again costs at most three', async () => {
  const early = eventsOf(bought).refund('created', `re_${bought.sessionId}`, 'succeeded', 100);
  await post(app, early);
  expect(await tripsOf(() => post(app, early))).toBeLessThanOrEqual(3);
  await post(app, eventsOf(bought).paid());
  expect(await tripsOf(() => post(app, early))).toBeLessThanOrEqual(3);
});

it('a forged notification costs none', async () => {
  const at = Math.floor(app.clock.now().getTime() / 1000);
  const forged = signed(JSON.stringify(eventsOf(bought).paid()), { at, secret: 'whsec_somebody_else_0000' });
  expect(await tripsOf(() => receiveWebhook(app, 'stripe', forged))).toBe(0);
});

describe('of a limited colour,', () => {
  const pool = { sku: 'rolitt-companion', color: 'red', limit: { ...fiveOfThem, limit: 500, buffer: 50 } };
  let shop: AppContext;
  beforeAll(async () => {
    shop = { ...app, catalog: loadCatalog(priceMap, catalogSource, { red: pool.limit }) };
    for (let round = 0; round < 2; round++) {
      await post(shop, eventsOf(await held()).paid());
      await post(shop, eventsOf(purchase({ color: 'red' })).paid());
      await post(shop, eventsOf(await held()).expired());
    }
  });

  async function held(): Promise<Purchase> {
    const holding = await holdUnits(shop, { pool, count: 1 });
    return purchase({ color: 'red', hold: holding.kind === 'held' ? holding.hold : null });
  }

  it('a checkout costs two round trips: a look and the taking', async () => {
    proxy.roundTrips();
    expect(await holdUnits(shop, { pool, count: 1 })).toMatchObject({ kind: 'held' });
    expect(proxy.roundTrips()).toBe(2);
  });

  it('a payment costs one round trip more, whether or not it holds a piece, and so does a hold that ends', async () => {
    const [paid, expired] = [await held(), await held()];
    expect(await tripsOf(() => post(shop, eventsOf(paid).paid()))).toBe(2);
    expect(await tripsOf(() => post(shop, eventsOf(expired).expired()))).toBe(2);
    expect(await tripsOf(() => post(shop, eventsOf(purchase({ color: 'red' })).paid()))).toBe(2);
  });

  it('a payment whose piece went to somebody else costs two more', async () => {
    const late = await held();
    const [nth = 0] = late.hold?.numbers ?? [];
    const [unit] = await shop.store.get('stock_units', [unitId(pool, nth)]);
    if (unit)
      await shop.store.commit({
        log: null,
        changes: [update('stock_units', unit, { hold_token: 'somebody-else' })],
      });
    expect(await tripsOf(() => post(shop, eventsOf(late).paid()))).toBe(3);
  });

  it('other colours cost what they always did', async () => {
    expect(await tripsOf(() => post(shop, eventsOf(bought).paid()))).toBe(1);
  });
});
