import Stripe from 'stripe';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '#domain/errors.ts';
import { oweRefund, type RefundTerms, refundable } from '#domain/refund.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { startCheckout } from '#services/start-checkout.ts';
import { brokenLine, type Mishap } from '#tests/contract/payments/broken-line.ts';
import { post } from '#tests/factories.ts';
import { createTestContext, priceMap, type TestContext } from '#tests/test-context.ts';

let sandbox: Sandbox;
let app: TestContext;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const prices = Object.entries(priceMap).map(([color, id]) => ({
    ...{ id, product: 'prod_companion', currency: 'usd', nickname: color },
    unit_amount: 29_900,
  }));
  sandbox = await startSandbox({ prices });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  app = createTestContext({ stripeApi: sandbox.url });
});
afterEach(async () => {
  sandbox.setFaults({ stripe: { failNext: null, status: null, hang: null } });
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** An order somebody has paid for at the sandbox. */
async function paidOrder() {
  const choice = { sku: 'rolitt-companion', color: 'red', quantity: 1, email: null, userId: null };
  const now = { ...app.clock, now: () => new Date() };
  const started = await startCheckout(
    { ...app, clock: now },
    { ...choice, locale: 'en', utm: null, openSessionId: null },
  );
  if (started.kind !== 'redirect') throw new Error(started.code);
  const body = JSON.stringify({ outcome: 'pay', email: 'ada@example.com', name: 'Ada Lovelace' });
  await fetch(`${sandbox.url}/_sandbox/stripe/sessions/${started.sessionId}/pay`, { method: 'POST', body });
  await tell(started.sessionId);
  const { order } = await app.store.load({ order: { method: 'stripe', sessionId: started.sessionId } });
  if (!order?.record.trade_no) throw new Error('Nothing was paid.');
  return { ...order.record, trade_no: order.record.trade_no };
}

/** Lets the pipeline hear every event of the sandbox that speaks of something. */
async function tell(about: string): Promise<void> {
  for (const event of sandbox.stripe.events()) {
    if (JSON.stringify(event.data).includes(about)) await post(app, JSON.stringify(event));
  }
  await app.settled();
}

type Bought = Awaited<ReturnType<typeof paidOrder>>;

async function owe(order: Bought, terms: Partial<RefundTerms> = {}): Promise<void> {
  const asked = { reason: 'cancelled_by_buyer', requestedBy: 'buyer', ...terms } as const;
  const around = { now: app.clock.now(), newId: app.ids.newId };
  const { changes } = oweRefund({ order, records: [] }, asked, around);
  await app.store.commit({ log: null, changes });
}

const sdk = () => {
  const { hostname: host, port } = new URL(sandbox.url);
  return new Stripe('sk_test_unit_0000000000', { protocol: 'http', host, port });
};
const atStripe = async ({ trade_no }: Bought) =>
  (await sdk().refunds.list({ payment_intent: trade_no, limit: 100 })).data;
const messageOf = async ({ id }: Bought) =>
  (await app.store.list('outbox', { where: { order_id: id, kind: 'refund' }, limit: 9 })).rows[0];
const recordsOf = async ({ id }: Bought) =>
  (await app.store.list('refund_records', { where: { order_id: id }, limit: 9 })).rows;
const orderNow = async ({ id }: Bought) => (await app.store.get('payment_orders', [id]))[0]?.record;

/** Drains until nothing is owed any more, as cron would over the days. */
async function drainOverDays(): Promise<void> {
  for (let nth = 0; nth < 16; nth++) {
    await drainOutbox(app);
    app.clock.pass(nth < 4 ? 60 : 86_400);
  }
}

/** The same application, but its calls to Stripe meet mishaps on the way. */
async function over(mishaps: readonly Mishap[]): Promise<TestContext> {
  const line = await brokenLine(sandbox.url, mishaps);
  closing.push(line.close);
  const other = createTestContext({ stripeApi: line.url });
  return { ...app, payments: other.payments, deliveries: other.deliveries };
}

describe('a refund that is owed', () => {
  it('is paid once, and booked when the provider says so', async () => {
    const order = await paidOrder();
    await owe(order);
    await drainOutbox(app);
    expect(await orderNow(order)).toMatchObject({ status: 'paid', amount_refunded: 0 });
    expect(await atStripe(order)).toMatchObject([{ amount: 29_900, status: 'succeeded' }]);
    await tell(order.trade_no);
    expect(await orderNow(order)).toMatchObject({ status: 'refunded', amount_refunded: 29_900 });
    expect(await messageOf(order)).toMatchObject({ status: 'sent' });
  });

  it('is paid once however often it is owed and however many drain it', async () => {
    const order = await paidOrder();
    await Promise.all([owe(order), owe(order), owe(order)]);
    await Promise.all([drainOutbox(app), drainOutbox(app), drainOutbox(app)]);
    await owe(order);
    await drainOutbox(app);
    expect(await atStripe(order)).toHaveLength(1);
  });

  it.each<readonly [string, readonly Mishap[]]>([
    ['its answer is lost', ['pass', 'lose_answer', 'lose_answer']],
    ['the look-up before it finds nobody', [503, 503]],
    ['a gateway answers for the provider', ['pass', 'not_json', 'not_json']],
    ['the provider asks to slow down', ['pass', 429]],
    ['another try of it is still running', ['pass', 409, 409]],
  ])('is paid once although %s', async (_, mishaps) => {
    const order = await paidOrder();
    await owe(order);
    const troubled = await over(mishaps);
    for (let nth = 0; nth < 4; nth++) {
      await drainOutbox(troubled);
      app.clock.pass(30);
    }
    expect(await atStripe(order)).toMatchObject([{ amount: 29_900, metadata: { attempt: '1' } }]);
    expect(await messageOf(order)).toMatchObject({ status: 'sent' });
  });

  it('is paid once although the provider accepts it and never answers, even when it has forgotten the key', {
    timeout: 40_000,
  }, async () => {
    const order = await paidOrder();
    await owe(order, { reason: 'goodwill', amount: 5_000 });
    await drainOutbox(await over(['pass', 'lose_answer', 'lose_answer', 'hang']));
    expect(await atStripe(order)).toHaveLength(1);
    app.clock.pass(2 * 86_400);
    // A key of a day ago is like a key never used: only the look-up knows.
    const message = await messageOf(order);
    const payload = { ...(message?.payload as object), attempt: 7 };
    const [kept] = await app.store.get('outbox', [message?.id ?? '']);
    if (!kept) throw new Error('The promise is gone.');
    const amended = { op: 'update', table: 'outbox', read: kept, set: { payload } } as const;
    await app.store.commit({ log: null, changes: [amended] });
    await drainOutbox(app);
    expect(await atStripe(order)).toHaveLength(1);
    expect(await messageOf(order)).toMatchObject({ status: 'sent' });
  });

  it('goes on under the next attempt after a failure the provider has stored', async () => {
    const order = await paidOrder();
    await owe(order);
    const [lookUp, refund] = [1, 1];
    sandbox.setFaults({ stripe: { failNext: lookUp + refund, status: 500 } });
    await drainOverDays();
    const refunds = await atStripe(order);
    expect(refunds).toHaveLength(1);
    expect(await messageOf(order)).toMatchObject({ status: 'sent' });
  });

  it('waits through an outage of the provider', async () => {
    const order = await paidOrder();
    await owe(order);
    sandbox.setFaults({ stripe: { status: 503 } });
    await drainOutbox(app);
    app.clock.pass(3600);
    await drainOutbox(app);
    expect(await messageOf(order)).toMatchObject({ status: 'pending', attempts: 2 });
    sandbox.setFaults({ stripe: { status: null } });
    app.clock.pass(3600);
    await drainOutbox(app);
    expect(await atStripe(order)).toHaveLength(1);
  });

  it('is only the rest where somebody gave a part back meanwhile, and nothing where all went back', async () => {
    const [partly, wholly] = [await paidOrder(), await paidOrder()];
    await owe(partly);
    await owe(wholly);
    await sdk().refunds.create({ payment_intent: partly.trade_no, amount: 10_000 });
    await sdk().refunds.create({ payment_intent: wholly.trade_no });
    await drainOutbox(app);
    expect((await atStripe(partly)).map(({ amount }) => amount)).toEqual([19_900, 10_000]);
    expect(await atStripe(wholly)).toHaveLength(1);
    expect(await messageOf(wholly)).toMatchObject({ status: 'suppressed' });
  });

  describe('that the provider refuses for good', () => {
    /** The bank has charged the payment back, so there is nothing left to give. */
    async function chargedBack(): Promise<Bought & { disputeId: string }> {
      const order = await paidOrder();
      const dispute = `${sandbox.url}/_sandbox/stripe/payments/${order.trade_no}/dispute`;
      const answer = await fetch(dispute, { method: 'POST', body: '{}' });
      return { ...order, disputeId: ((await answer.json()) as { id: string }).id };
    }

    it('is over at once: its money can be asked for again, and somebody is to look', async () => {
      const order = await chargedBack();
      await owe(order);
      await drainOutbox(app);
      expect(await messageOf(order)).toMatchObject({
        status: 'suppressed',
        last_error: expect.stringContaining('charged back'),
      });
      const [record] = await recordsOf(order);
      expect(record).toMatchObject({
        status: 'failed',
        failure_reason: expect.stringContaining('charged back'),
        provider_refund_id: null,
      });
      const now = await orderNow(order);
      expect(now).toMatchObject({ status: 'paid', amount_refunded: 0, needs_attention: 'refund_failed' });
      expect(now && refundable(now, await recordsOf(order))).toBe(29_900);
      const lines = await app.store.list('activity_logs', { where: { subject_id: order.id }, limit: 9 });
      expect(lines.rows.filter(({ action }) => action === 'refund.refused')).toHaveLength(1);
    });

    it('is not asked for again by itself, and once more under another number by a person', async () => {
      const order = await chargedBack();
      await owe(order);
      await drainOverDays();
      await fetch(`${sandbox.url}/_sandbox/stripe/disputes/${order.disputeId}/won`, { method: 'POST' });
      await drainOverDays();
      expect(await atStripe(order)).toHaveLength(0);
      await owe(order, { name: 'another' });
      await drainOverDays();
      expect((await atStripe(order)).map(({ metadata }) => metadata?.refund_no)).toEqual([
        `${order.order_no}-another`,
      ]);
    });

    it('is booked once, although the store fails after the answer', async () => {
      const order = await chargedBack();
      await owe(order);
      let failures = 2;
      const failing = {
        ...app,
        store: {
          ...app.store,
          settle: (endings: Parameters<typeof app.store.settle>[0]) =>
            failures-- > 0 ? Promise.reject(new StoreUnavailableError('down')) : app.store.settle(endings),
        },
      };
      await drainOutbox(failing).catch(() => {});
      app.clock.pass(120);
      await drainOutbox(failing).catch(() => {});
      app.clock.pass(120);
      await drainOutbox(failing);
      expect(await messageOf(order)).toMatchObject({ status: 'suppressed' });
      const lines = await app.store.list('activity_logs', { where: { subject_id: order.id }, limit: 9 });
      expect(lines.rows.filter(({ action }) => action === 'refund.refused')).toHaveLength(1);
    });

    it('stays reserved while it is not known what became of it', async () => {
      const order = await paidOrder();
      await owe(order);
      sandbox.setFaults({ stripe: { status: 503 } });
      await drainOutbox(app);
      const now = await orderNow(order);
      expect(await recordsOf(order)).toMatchObject([{ status: 'pending' }]);
      expect(now && refundable(now, await recordsOf(order))).toBe(0);
    });
  });

  it('that failed at the bank is asked for anew when its promise is revived', async () => {
    const order = await paidOrder();
    await owe(order);
    await drainOutbox(app);
    const [first] = await atStripe(order);
    await fetch(`${sandbox.url}/_sandbox/stripe/refunds/${first?.id}/fail`, { method: 'POST' });
    const message = await messageOf(order);
    const [kept] = await app.store.get('outbox', [message?.id ?? '']);
    if (!kept) throw new Error('The promise is gone.');
    const set = { status: 'pending', next_attempt_at: app.clock.now() } as const;
    await app.store.commit({ log: null, changes: [{ op: 'update', table: 'outbox', read: kept, set }] });
    await drainOutbox(app);
    expect((await atStripe(order)).map(({ status, metadata }) => [status, metadata?.attempt])).toEqual([
      ['succeeded', '2'],
      ['failed', '1'],
    ]);
  });
});
