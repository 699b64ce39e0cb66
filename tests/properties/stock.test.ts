import fc from 'fast-check';
import { expect, it } from 'vitest';
import { StoreUnavailableError } from '#domain/errors.ts';
import type { Order } from '#domain/order.ts';
import type { Preorder } from '#domain/preorder.ts';
import type { StockHold } from '#domain/stock-unit.ts';
import { isFree, type StockUnit } from '#domain/stock-unit.ts';
import { createMemoryStore } from '#libs/store/memory/memory-store.ts';
import type { Store } from '#libs/store/store.ts';
import { cancelForBuyer } from '#services/act-on-order.ts';
import { holdUnits } from '#services/hold-units.ts';
import { allOf } from '#tests/contract/store/observed.ts';
import { eventsOf, type Purchase, post, purchase, type StripeEventJson } from '#tests/factories.ts';
import { createTestContext, fiveOfThem, type TestContext } from '#tests/test-context.ts';

/*
 * Shoppers come, hold, pay in time or late, are refunded and forgotten, while commits fail or their answers get lost. Red has
 * five pieces and a buffer of one.
 */

const pool = { sku: 'rolitt-companion', color: 'red', limit: fiveOfThem };
const capacity = fiveOfThem.limit + fiveOfThem.buffer;

type Crash = 'before' | 'after';

/** A store whose next commit fails, having written nothing, or everything. */
function crashingStore(): { store: Store; crashes: Crash[] } {
  const inner = createMemoryStore();
  const crashes: Crash[] = [];
  const commit: Store['commit'] = async (changes) => {
    const crash = crashes.shift();
    if (crash === 'before') throw new StoreUnavailableError('It was not written.');
    const result = await inner.commit(changes);
    if (crash === 'after') throw new StoreUnavailableError('The answer was lost.');
    return result;
  };
  return { store: { ...inner, commit }, crashes };
}

type World = { readonly app: TestContext; readonly crashes: Crash[]; readonly bought: Purchase[] };

function openWorld(): World {
  const { store, crashes } = crashingStore();
  return { app: createTestContext({ store, stock: {} }), crashes, bought: [] };
}

/** Delivers like Stripe: again and again until it is taken. */
async function deliver({ app }: World, event: StripeEventJson): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) if ((await post(app, event)).status === 200) return;
  throw new Error(`${event.type} was never taken.`);
}

type Command = (world: World) => Promise<void>;
type Told = (events: ReturnType<typeof eventsOf>, bought: Purchase) => StripeEventJson;

const arrive = (quantity: number, isHeld: boolean): Command =>
  async function arrives({ app, bought }) {
    const holding = isHeld ? await holdUnits(app, { pool, count: quantity }) : null;
    if (holding && holding.kind !== 'held') return;
    const hold: StockHold | null = holding?.hold ?? null;
    bought.push(purchase({ color: 'red', quantity, hold, email: `${bought.length}@example.com` }));
  };

const about = (nth: number, tell: Told): Command =>
  async function hears(world) {
    const one = world.bought[nth % Math.max(1, world.bought.length)];
    if (one) await deliver(world, tell(eventsOf(one), one));
  };

/** The buyer calls the order off; whether it was done is not always told. */
const callOff = (nth: number): Command =>
  async function callsOff({ app, bought }) {
    const sessionId = bought[nth % Math.max(1, bought.length)]?.sessionId;
    const { order } = await app.store.load({ order: { method: 'stripe', sessionId: sessionId ?? null } });
    if (!order) return;
    const { order_no: orderNo, link_version: linkVersion } = order.record;
    await cancelForBuyer(app, { orderNo, linkVersion, uid: null }).catch((error) => {
      if (!(error instanceof StoreUnavailableError)) throw error;
    });
  };

const total = ({ quantity, unitAmount }: Purchase): number => quantity * unitAmount;
const tellings: readonly Told[] = [
  (events) => events.paid(),
  (events) => events.paid(),
  (events) => events.expired(),
  (events) => events.unpaid(),
  (events) => events.delayedPaid(),
  (events) => events.delayedFailed(),
  (events, one) => events.refund('created', `re_1${one.sessionId}`, 'succeeded', total(one)),
  (events, one) => events.refund('failed', `re_1${one.sessionId}`, 'failed', total(one)),
  (events, one) => events.refund('created', `re_2${one.sessionId}`, 'succeeded', 100),
];

const aCommand: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ quantity: fc.integer({ min: 1, max: 3 }), isHeld: fc.nat(3).map((n) => n > 0) })
      .map(({ quantity, isHeld }) => arrive(quantity, isHeld)),
  },
  {
    weight: 8,
    arbitrary: fc
      .record({ nth: fc.nat(20), tell: fc.constantFrom(...tellings) })
      .map(({ nth, tell }) => about(nth, tell)),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 3_000 }).map(
      (seconds) =>
        async ({ app }: World) =>
          app.clock.pass(seconds),
    ),
  },
  { weight: 1, arbitrary: fc.nat(20).map(callOff) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Crash>('before', 'after').map((crash) => async ({ crashes }: World) => {
      crashes.push(crash);
    }),
  },
);

const isCalledOff = (order: Order, preorders: readonly Preorder[]): boolean =>
  preorders.some(({ order_id, status }) => order_id === order.id && status === 'cancelled');

/** What must be true at every moment. */
async function expectOrder({ app: { store } }: World): Promise<void> {
  const [units, orders, preorders] = await Promise.all([
    allOf(store, 'stock_units'),
    allOf(store, 'payment_orders'),
    allOf(store, 'preorders'),
  ]);
  const sold = units.filter(({ status }) => status === 'sold');
  expect(sold.length).toBeLessThanOrEqual(capacity);
  for (const { nth } of units) expect(nth).toBeLessThanOrEqual(capacity);
  for (const order of orders) {
    const own = sold.filter(({ order_id }) => order_id === order.id).map(({ nth }) => nth);
    const isToBeSent =
      ['paid', 'partially_refunded'].includes(order.status) &&
      order.needs_attention !== 'oversold' &&
      !isCalledOff(order, preorders);
    expect(own).toHaveLength(isToBeSent ? order.quantity : 0);
    if (isToBeSent) expect(own.toSorted()).toEqual([...(order.stock_units ?? [])].toSorted());
  }
}

const oversoldIn = async ({ app }: World): Promise<Order[]> =>
  (await allOf(app.store, 'payment_orders')).filter(({ needs_attention }) => needs_attention === 'oversold');

type Before = { readonly units: readonly StockUnit[]; readonly oversold: readonly Order[] };

/** Nobody is turned away while there is enough: what was free before, and what the checkout held. */
async function expectFairness(world: World, before: Before): Promise<void> {
  const taken = before.units.filter((unit) => !isFree(unit, world.app.clock.now()));
  const turnedAway = (await oversoldIn(world)).filter(
    ({ id }) => !before.oversold.some((one) => one.id === id),
  );
  for (const { session_id, quantity } of turnedAway) {
    const token = world.bought.find(({ sessionId }) => sessionId === session_id)?.hold?.token;
    const own = taken.filter(({ hold_token }) => token !== undefined && hold_token === token);
    expect(capacity - taken.length + own.length).toBeLessThan(quantity);
  }
}

/** A payment for which there is nothing is given back, once; of the others only what its buyer called off. */
async function expectRefundsOwed(world: World): Promise<number> {
  const { store } = world.app;
  const [orders, preorders] = await Promise.all([allOf(store, 'payment_orders'), allOf(store, 'preorders')]);
  const oversold = await oversoldIn(world);
  const refunds = (await allOf(store, 'outbox')).filter(({ kind }) => kind === 'refund');
  const mayBeOwed = [...oversold, ...orders.filter((order) => isCalledOff(order, preorders))];
  for (const { order_id } of refunds) expect(mayBeOwed.map(({ id }) => id)).toContain(order_id);
  expect(new Set(refunds.map(({ order_id }) => order_id)).size).toBe(refunds.length);
  for (const { order_id, status } of preorders)
    if (oversold.some(({ id }) => id === order_id)) expect(status).not.toBe('confirmed');
  return oversold.length;
}

/** When everything has been given back and every hold is over, every piece can be had again. */
async function expectNothingLost(world: World): Promise<void> {
  world.crashes.length = 0;
  for (const one of world.bought) {
    await deliver(world, eventsOf(one).expired());
    await deliver(world, eventsOf(one).refund('created', `re_9${one.sessionId}`, 'succeeded', total(one)));
  }
  world.app.clock.pass(31 * 86_400);
  const taken = (await allOf(world.app.store, 'stock_units')).filter(
    (unit) => !isFree(unit, world.app.clock.now()),
  );
  expect(taken).toEqual([]);
}

it('no sequence of holding, paying, expiring, refunding and crashing sells more than there is, or loses a piece', async () => {
  let oversold = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(aCommand, { minLength: 5, maxLength: 40, size: 'max' }), async (commands) => {
      const world = openWorld();
      for (const command of commands) {
        const before = {
          units: await allOf(world.app.store, 'stock_units'),
          oversold: await oversoldIn(world),
        };
        await command(world);
        await expectOrder(world);
        await expectFairness(world, before);
      }
      await world.app.settled();
      oversold += await expectRefundsOwed(world);
      await expectNothingLost(world);
    }),
    { numRuns: 300 },
  );
  // Else the runs above never came to the interesting part; how often they do differs from seed to seed.
  expect(oversold).toBeGreaterThan(0);
}, 120_000);
