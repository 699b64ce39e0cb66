import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operator } from '#domain/operator.ts';
import { klaviyoDeletionDelivery } from '#libs/deliveries/klaviyo-deletion-delivery.ts';
import { klaviyoDelivery } from '#libs/deliveries/klaviyo-delivery.ts';
import { createMemoryStore } from '#libs/store/memory/memory-store.ts';
import type { Store } from '#libs/store/store.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { announceCheckout } from '#services/announce-checkout.ts';
import { erasePerson } from '#services/console/erase-person.ts';
import { exportPerson } from '#services/console/export-person.ts';
import { replayEvent } from '#services/console/replay-event.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { canariesIn, canary, canaryCharge, canaryDispute, canarySession, dumpOf } from '#tests/canary.ts';
import { eventsOf, type Purchase, post, purchase, stripeEvent } from '#tests/factories.ts';
import { klaviyoAccount } from '#tests/klaviyo-account.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({});
});
afterAll(() => sandbox.close());

const admin: Operator = { name: 'grete', role: 'admin' };
const reason = 'asked for it';

/** An application whose marketing events go to the sandbox's Klaviyo. */
function openShop(store: Store): TestContext {
  const inner = createTestContext({ store });
  const klaviyo = klaviyoAccount({ apiBase: `${sandbox.url}/klaviyo`, clock: inner.clock, store });
  const app: TestContext = {
    ...inner,
    deliveries: {
      ...inner.deliveries,
      'klaviyo.event': klaviyoDelivery(klaviyo),
      'klaviyo.deletion': klaviyoDeletionDelivery(klaviyo),
    },
    drainSoon: async () => void (await drainOutbox(app)),
  };
  return app;
}

const paidBy = (bought: Purchase, fields = {}) =>
  stripeEvent('checkout.session.completed', canarySession(bought, fields));

/** Presses the button with an address and a consent: what marketers hear of it has no order yet. */
async function openPage(app: TestContext, { orderNo, sessionId, unitAmount }: Purchase): Promise<void> {
  const metadata = {
    ...{ order_no: orderNo, sku: 'rolitt-companion', color: 'red', quantity: '1', locale: 'en' },
    ...{ unit_amount: String(unitAmount), currency: 'USD' },
    consent_marketing: `marketing-1 ${app.clock.now().toISOString()}`,
  };
  announceCheckout(app, { metadata, email: canary.email, sessionId, url: 'https://pay.test/c' });
  await app.settled();
  const { rows } = await app.store.list('outbox', { where: { topic: 'Started Checkout' }, limit: 9 });
  expect(rows.find(({ dedupe_key }) => dedupe_key.endsWith(orderNo))).toMatchObject({ order_id: null });
}

/** Buys, is given a part back, disputes and loses interest: everything leaves its traces. */
async function story(app: TestContext, bought = purchase({ email: canary.email })): Promise<Purchase> {
  const events = eventsOf(bought);
  await openPage(app, bought);
  await post(app, paidBy(bought));
  await post(app, canaryCharge(bought));
  await post(app, events.refund('created', `re_part_${bought.sessionId}`, 'succeeded', 100));
  await post(app, canaryDispute(bought, 'created', 'needs_response'));
  await post(app, canaryDispute(bought, 'closed', 'won'));
  await app.settled();
  await drainOutbox(app);
  return bought;
}

/** All the money goes back, so that nothing of the order is open any more. */
async function giveAllBack(app: TestContext, bought: Purchase): Promise<void> {
  const rest = bought.unitAmount * bought.quantity - 100;
  await post(app, eventsOf(bought).refund('created', `re_rest_${bought.sessionId}`, 'succeeded', rest));
  await app.settled();
}

const erase = (app: TestContext, more: { despiteOpenOrders?: boolean; reason?: string | null } = {}) =>
  erasePerson(app, admin, { email: canary.email.toUpperCase(), reason, ...more });

const orderOf = async (app: TestContext, { sessionId }: Purchase) =>
  (await app.store.load({ order: { method: 'stripe', sessionId } })).order?.record;

async function letKlaviyoHear(app: TestContext): Promise<void> {
  await app.settled();
  app.clock.pass(16 * 60);
  await drainOutbox(app);
}

onEveryStore((store) => {
  it('after an erasure nothing of the person is found anywhere, and the money still is', async () => {
    const app = openShop(store());
    const bought = await story(app);
    await giveAllBack(app, bought);
    const before = await orderOf(app, bought);
    expect(canariesIn(await dumpOf(app.store))).not.toEqual([]);
    expect(canariesIn(JSON.stringify(sandbox.klaviyo.events()))).not.toEqual([]);

    expect(await erase(app)).toMatchObject({ kind: 'erased', orders: 1, open: [] });
    await letKlaviyoHear(app);

    expect(canariesIn(await dumpOf(app.store))).toEqual([]);
    expect(canariesIn(JSON.stringify(sandbox.klaviyo.events()))).toEqual([]);
    const { order_no, amount, amount_refunded, currency, paid_at, status, country } = before ?? {};
    expect(await orderOf(app, bought)).toMatchObject({
      ...{ order_no, amount, amount_refunded, currency, paid_at, status, country },
      email: null,
      user_id: expect.stringMatching(/^erased:[\da-f]{32}$/),
      shipping_address: { country: 'GB', line1: null },
    });
    const { rows } = await app.store.list('activity_logs', { where: { action: 'privacy.erased' }, limit: 9 });
    expect(rows).toMatchObject([{ actor: 'operator:grete', subject_type: 'person' }]);
  });

  it('the same person stays one, another one another', async () => {
    const app = openShop(store());
    const [one, two] = [await story(app), await story(app)];
    for (const bought of [one, two]) await giveAllBack(app, bought);
    const other = purchase({ email: 'someone@example.com' });
    await post(app, eventsOf(other).paid());
    expect(await erase(app)).toMatchObject({ kind: 'erased', orders: 2 });
    const owners = [await orderOf(app, one), await orderOf(app, two)].map((order) => order?.user_id);
    expect(new Set(owners).size).toBe(1);
    expect(await orderOf(app, other)).toMatchObject({ email: 'someone@example.com', user_id: null });
  });

  it('facts that come later still count, and do not bring the person back', async () => {
    const app = openShop(store());
    const bought = await story(app);
    await erase(app, { despiteOpenOrders: true });
    await giveAllBack(app, bought);
    await post(app, canaryCharge(bought));
    await post(app, paidBy(bought));
    await post(app, canaryDispute(bought, 'updated', 'needs_response'));
    await post(
      app,
      stripeEvent(
        'checkout.session.expired',
        canarySession(bought, { status: 'expired', payment_status: 'unpaid' }),
      ),
    );
    await app.settled();
    await letKlaviyoHear(app);
    expect(await orderOf(app, bought)).toMatchObject({ amount_refunded: bought.unitAmount, email: null });
    expect(canariesIn(await dumpOf(app.store))).toEqual([]);
    expect(canariesIn(JSON.stringify(sandbox.klaviyo.events()))).toEqual([]);
  });

  it('a payment that arrives after its buyer was erased is recorded, and a person has to look', async () => {
    const app = openShop(store());
    const bought = purchase({ email: canary.email });
    await post(app, paidBy(bought, { payment_status: 'unpaid' }));
    expect(await erase(app)).toMatchObject({
      kind: 'open',
      open: [{ orderNo: bought.orderNo, reason: 'payment_under_way' }],
    });
    await erase(app, { despiteOpenOrders: true });
    await post(app, stripeEvent('checkout.session.async_payment_succeeded', canarySession(bought)));
    await app.settled();
    expect(await orderOf(app, bought)).toMatchObject({ status: 'paid', needs_attention: 'missing_email' });
    await letKlaviyoHear(app);
    expect(canariesIn(await dumpOf(app.store))).toEqual([]);
  });

  it('an event that names the person without an order is cleared, too, and says so when it is replayed', async () => {
    const app = openShop(store());
    const event = stripeEvent('customer.updated', { id: 'cus_1', object: 'customer', email: canary.email });
    await post(app, event);
    expect(await erase(app)).toMatchObject({ kind: 'erased', orders: 0, events: 1 });
    await letKlaviyoHear(app);
    expect(canariesIn(await dumpOf(app.store))).toEqual([]);
    const replayed = await replayEvent(app, admin, { id: event.id, reason });
    expect(replayed).toMatchObject({ verdict: 'fails', sentence: expect.stringContaining('redacted') });
    const { log } = await app.store.load({ event: { provider: 'stripe', eventId: event.id } });
    expect(JSON.parse(log?.record.raw_data ?? '')).toMatchObject({
      redacted: { why: 'erased', sha256: app.fingerprint(JSON.stringify(event)) },
      id: event.id,
      data: { object: { object: 'customer', email: '[redacted]' } },
    });
  });

  it('an export holds everything that an erasure takes away', async () => {
    const app = openShop(store());
    const bought = await story(app);
    const exported = await exportPerson(app, admin, canary.email.toLowerCase());
    const { voucher: _, ...said } = canary;
    expect(canariesIn(JSON.stringify(exported))).toEqual(Object.values(said));
    expect(exported.orders).toMatchObject([
      {
        order: { order_no: bought.orderNo },
        preorder: {},
        messages: expect.any(Array),
        events: expect.any(Array),
      },
    ]);
    const { rows } = await app.store.list('activity_logs', {
      where: { action: 'privacy.exported' },
      limit: 9,
    });
    expect(rows).toHaveLength(1);
    expect(canariesIn(JSON.stringify(rows))).toEqual([]);
  });
});

describe('an erasure', () => {
  const fresh = () => openShop(createMemoryStore());

  it('is refused while an order is to be shipped, under way or disputed, and changes nothing then', async () => {
    const app = fresh();
    const bought = purchase({ email: canary.email });
    await post(app, paidBy(bought));
    await app.settled();
    const before = await dumpOf(app.store);
    expect(await erase(app)).toMatchObject({ kind: 'open', open: [{ reason: 'to_be_shipped' }] });
    expect(await dumpOf(app.store)).toBe(before);
    await post(app, canaryDispute(bought, 'created', 'needs_response'));
    expect(await erase(app)).toMatchObject({ kind: 'open', open: [{ reason: 'dispute_open' }] });
  });

  it('counts in a dry run and writes nothing', async () => {
    const app = fresh();
    await story(app);
    const before = await dumpOf(app.store);
    expect(await erase(app, { reason: null })).toMatchObject({ kind: 'counted', orders: 1, open: [{}] });
    expect(await dumpOf(app.store)).toBe(before);
  });

  it('is for an admin with a reason', async () => {
    const app = fresh();
    const asked = { email: canary.email, reason };
    for (const role of ['viewer', 'operator'] as const) {
      await expect(erasePerson(app, { name: 'o', role }, asked)).rejects.toThrow('needs the role admin');
      await expect(exportPerson(app, { name: 'o', role }, canary.email)).rejects.toThrow(
        'needs the role admin',
      );
    }
    await expect(erase(app, { reason: ' ' })).rejects.toThrow(RangeError);
  });

  it('finds nothing the second time, and asks Klaviyo once', async () => {
    const app = fresh();
    await giveAllBack(app, await story(app));
    await erase(app);
    const after = await dumpOf(app.store);
    expect(await erase(app)).toMatchObject({ kind: 'erased', orders: 0, messages: 0, events: 0, lines: 0 });
    expect(await dumpOf(app.store)).toBe(after);
    const { rows } = await app.store.list('outbox', { where: { kind: 'klaviyo.deletion' }, limit: 9 });
    expect(rows).toHaveLength(1);
  });

  it('sends nothing that was still waiting to be sent, except money', async () => {
    const shop = fresh();
    const app = { ...shop, defer: () => {} };
    const bought = purchase({ email: canary.email });
    await post(app, paidBy(bought));
    await erase(app, { despiteOpenOrders: true });
    await letKlaviyoHear(app);
    const { rows } = await app.store.list('outbox', { limit: 99 });
    expect(rows.map(({ kind, status, last_error }) => [kind, status, last_error])).toEqual(
      expect.arrayContaining([
        ['email', 'suppressed', 'erased'],
        ['klaviyo.event', 'suppressed', 'erased'],
        ['klaviyo.deletion', 'sent', null],
      ]),
    );
    expect(app.mails).toEqual([]);
  });

  it('broken off after any of its steps is finished by the next run', { timeout: 60_000 }, async () => {
    let steps = 0;
    for (let limit = 0; limit <= steps; limit++) {
      const store = createMemoryStore();
      const app = openShop(store);
      await giveAllBack(app, await story(app));
      let left = limit;
      let taken = 0;
      const commit: Store['commit'] = async (changes) => {
        taken += 1;
        if (left-- === 0) throw new Error('the machine is gone');
        return store.commit(changes);
      };
      await erase({ ...app, store: { ...store, commit } }).catch(() => {});
      steps = Math.max(steps, taken);
      await erase(app);
      await letKlaviyoHear(app);
      expect(canariesIn(await dumpOf(store)), `after ${limit} steps`).toEqual([]);
    }
    expect(steps).toBeGreaterThan(3);
  });
});
