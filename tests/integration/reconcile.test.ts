import { afterEach, describe, expect, it } from 'vitest';
import { update } from '#domain/changes.ts';
import type { Order } from '#domain/order.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { reconcile } from '#services/reconcile/reconcile.ts';
import { sweepWebhookLogs } from '#services/sweep-webhook-logs.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { type DropsWorld, openDropsWorld } from './drops-world.ts';

const minutes = 60;
const days = 86_400;

const worlds: DropsWorld[] = [];
afterEach(() => Promise.all(worlds.splice(0).map((world) => world.close())));

onEveryStore((store) => {
  async function open(seed = 1) {
    const world = await openDropsWorld(store(), seed);
    worlds.push(world);
    return world;
  }

  it('after 5 % of the notifications were lost, there is one repair and one alert for every change that was missing, and none the second time', async () => {
    const world = await open(4);
    world.sandbox.setFaults({ webhook: { loss: 0.05 } });
    await crowd(world);
    await world.settled();
    const missing = missingChanges(world);
    expect(missing.length).toBeGreaterThan(1);
    expect(await differences(world)).not.toEqual([]);
    world.app.clock.pass(11 * minutes);

    const first = await reconcile(world.app);
    await world.settled();
    expect(first).toMatchObject({ complete: true, notes: [] });
    expect(first.drift.map(({ ref }) => ref).toSorted()).toEqual(missing.toSorted());
    expect(first.drift.every(({ kind, repaired }) => kind === 'missing_here' && repaired)).toBe(true);
    expect(await differences(world)).toEqual([]);
    const alerts = (await linesOf(world)).filter(({ action }) => action === 'reconcile.repaired');
    expect(alerts).toHaveLength(missing.length);
    for (const alert of alerts)
      expect(alert).toMatchObject({ level: 'error', error_code: 'reconcile_repair' });

    const second = await reconcile(world.app, { since: new Date(Date.now() - days * 1000) });
    await world.settled();
    expect(second).toMatchObject({ complete: true, drift: [] });
    expect((await linesOf(world)).filter(({ action }) => action === 'reconcile.repaired')).toHaveLength(
      missing.length,
    );
  });

  it('loses nothing when the endpoint was down for days', async () => {
    const world = await open();
    world.sandbox.setFaults({ webhook: { loss: 1 } });
    const bought = await world.buy();
    await world.buy('delayed_succeed');
    await world.buy('expire');
    await world.refund(bought, 9_900);
    world.app.clock.pass(3 * days);

    const { drift, complete } = await reconcile(world.app);
    await world.settled();
    expect(complete).toBe(true);
    expect(drift.map(({ ref }) => ref).toSorted()).toEqual(missingChanges(world).toSorted());
    expect(await differences(world)).toEqual([]);
    expect(await reconcile(world.app)).toMatchObject({ complete: true, drift: [] });
  });

  it('writes nothing in a dry run, and finds the same', async () => {
    const world = await open();
    world.sandbox.setFaults({ webhook: { loss: 1 } });
    const bought = await world.buy();
    await world.refund(bought, 29_900);
    world.app.clock.pass(11 * minutes);

    const dry = await reconcile(world.app, { dryRun: true });
    expect(await linesOf(world)).toEqual([]);
    const wet = await reconcile(world.app);
    await world.settled();
    expect(dry.drift.map(({ ref }) => ref)).toEqual(expect.arrayContaining(wet.drift.map(({ ref }) => ref)));
    expect(dry.drift.every(({ repaired }) => !repaired)).toBe(true);
  });
});

describe('on one store', () => {
  async function open() {
    const { createMemoryStore } = await import('#libs/store/memory/memory-store.ts');
    const world = await openDropsWorld(createMemoryStore({ now: () => new Date() }), 1);
    worlds.push(world);
    return world;
  }

  it('leaves alone what happened less than ten minutes ago', async () => {
    const world = await open();
    world.sandbox.setFaults({ webhook: { loss: 1 } });
    await world.buy();

    expect(await reconcile(world.app, { since: new Date(Date.now() - days * 1000) })).toMatchObject({
      drift: [],
    });
    expect(await linesOf(world)).toEqual([]);
  });

  it('books a refund that was given up before its order was born, when the process ended at the birth', async () => {
    const world = await open();
    world.sandbox.setFaults({ webhook: { loss: 1 } });
    const bought = await world.buy();
    await world.refund(bought, 9_900);
    const told = (type: string) =>
      JSON.stringify(world.sandbox.stripe.events().find((event) => event.type === type));
    await post(world.app, told('refund.created'));
    for (const seconds of [1, 5, 30, 24 * 60].map((minute) => minute * minutes)) {
      world.app.clock.pass(seconds);
      await sweepWebhookLogs(world.app);
    }
    await post({ ...world.app, followBirth: async () => {} }, told('checkout.session.completed'));
    expect(await differences(world)).not.toEqual([]);
    world.app.clock.pass(2 * days);

    const { drift } = await reconcile(world.app);
    expect(drift).toContainEqual(expect.objectContaining({ kind: 'state', repaired: true }));
    expect(await differences(world)).toEqual([]);
    expect(await reconcile(world.app)).toMatchObject({ drift: [] });
  });

  it('goes on where it stopped when time was up', async () => {
    const world = await open();
    world.sandbox.setFaults({ webhook: { loss: 1 } });
    for (let nth = 0; nth < 3; nth++) await world.buy();
    world.app.clock.pass(11 * minutes);

    expect(await reconcile(world.app, { budgetSeconds: 0 })).toMatchObject({ complete: false, drift: [] });
    const { drift, complete } = await reconcile(world.app);
    expect({ repairs: drift.length, complete }).toEqual({ repairs: 3, complete: true });
  });

  it('says so when the provider has forgotten, and falls back on payment pages', async () => {
    const world = await open();
    world.sandbox.setFaults({ webhook: { loss: 1 } });
    await world.buy();
    const since = new Date(Date.now() - 3600_000);
    world.app.clock.pass(40 * days);

    const { drift, notes } = await reconcile(world.app, { since });
    expect(notes.join()).toContain('forgets events after 30 days');
    expect(drift).toMatchObject([
      { kind: 'missing_here', repaired: true, ref: expect.stringMatching(/^fetch:cs_/) },
    ]);
    expect(await differences(world)).toEqual([]);
  });

  it('tells of an amount that differs and of an order the provider does not know, once, and repairs neither', async () => {
    const world = await open();
    const cheap = await world.buy();
    await world.settled();
    await change(world, cheap, { amount: 100 });
    // Genuine, and of an account that is not the shop's any more.
    await post(world.app, eventsOf(purchase()).paid());
    world.app.clock.pass(2 * days);

    const { drift } = await reconcile(world.app);
    expect(drift.map(({ kind, repaired }) => [kind, repaired])).toEqual(
      expect.arrayContaining([
        ['amount', false],
        ['missing_there', false],
      ]),
    );
    expect(drift.map(({ sentence }) => sentence).join()).toMatch(
      /is 1\.00.USD here and 299\.00.USD at the provider/,
    );
    expect(await reconcile(world.app)).toMatchObject({ drift: [] });
  });
});

async function crowd(world: DropsWorld): Promise<void> {
  for (let nth = 0; nth < 36; nth++) {
    const bought = await world.buy(nth % 9 === 8 ? 'expire' : nth % 9 === 7 ? 'delayed_succeed' : 'pay');
    if (nth % 9 >= 7) continue;
    if (nth % 4 === 0) await world.refund(bought, 1_000 + nth);
    if (nth % 12 === 1) await world.dispute(bought);
  }
}

/** What an event says about which object; two events that say the same are one change. */
function changeOf({ type, data: { object } }: Stored.Event): string | null {
  if (type.startsWith('checkout.session.')) {
    const unpaid = type.endsWith('completed') && object.payment_status === 'unpaid';
    return `${object.id} ${unpaid ? 'pending' : type.endsWith('expired') ? 'expired' : 'paid'}`;
  }
  if (type.startsWith('refund.')) return `${object.id} ${object.status}`;
  return type.startsWith('charge.dispute.') ? `${object.id} open` : null;
}

/** The events that brought a change of which no delivered event spoke; of several the first one. */
function missingChanges({ sandbox }: DropsWorld): string[] {
  const events = sandbox.stripe.events();
  const delivered = new Set(
    sandbox.stripe.deliveries().flatMap(({ event, state }) => (state === 'delivered' ? [event] : [])),
  );
  const told = new Set(events.filter(({ id }) => delivered.has(id)).map(changeOf));
  const missing = new Map<string, string>();
  for (const event of events) {
    const change = changeOf(event);
    if (change !== null && !told.has(change) && !missing.has(change)) missing.set(change, event.id);
  }
  return [...missing.values()];
}

const ordersOf = async ({ app }: DropsWorld): Promise<readonly Order[]> =>
  (await app.store.list('payment_orders', { limit: 200 })).rows;
const linesOf = async ({ app }: DropsWorld) => (await app.store.list('activity_logs', { limit: 300 })).rows;

/** Every payment page whose order is not what the sandbox says it is. */
async function differences(world: DropsWorld): Promise<string[]> {
  const orders = new Map((await ordersOf(world)).map((order) => [order.session_id, order]));
  const refunds = await refundedOf(world);
  return world.sandbox.stripe.sessions().flatMap((session) => {
    const order = orders.get(session.id);
    if (!order) return [`${session.id} is missing`];
    const paid = session.payment_status === 'paid';
    const fits = paid
      ? order.paid_at !== null && order.amount_refunded === (refunds.get(session.payment_intent ?? '') ?? 0)
      : order.status === 'cancelled';
    return fits ? [] : [`${order.order_no} is ${order.status}, ${order.amount_refunded}`];
  });
}

async function refundedOf({ sandbox }: DropsWorld): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  for (const { type, data } of sandbox.stripe.events()) {
    if (type !== 'refund.created') continue;
    const intent = String(data.object.payment_intent);
    sums.set(intent, (sums.get(intent) ?? 0) + Number(data.object.amount));
  }
  return sums;
}

async function change({ app }: DropsWorld, session: Stored.Session, set: Partial<Order>): Promise<void> {
  const { order } = await app.store.load({ order: { method: 'stripe', sessionId: session.id } });
  if (order) await app.store.commit({ log: null, changes: [update('payment_orders', order, set)] });
}
