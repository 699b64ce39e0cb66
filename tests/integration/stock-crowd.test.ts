import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { holdUnits } from '#services/hold-units.ts';
import type { CheckoutIntent } from '#services/payment-page-request.ts';
import type { StartedCheckout } from '#services/start-checkout.ts';
import { startCheckout } from '#services/start-checkout.ts';
import { allOf } from '#tests/contract/store/observed.ts';
import { eventsOf, type Purchase, post, purchase, type StripeEventJson } from '#tests/factories.ts';
import { seededPrices } from '#tests/seeded-prices.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createRunningClock, createTestContext, fiveOfThem, type TestContext } from '#tests/test-context.ts';

const crowd = 200;
const pieces = 5;
const buffer = 1;

const intent: CheckoutIntent = {
  sku: 'rolitt-companion',
  color: 'red',
  quantity: 1,
  email: null,
  userId: null,
  locale: 'en',
  utm: null,
  openSessionId: null,
};

const times = <R>(count: number, work: (nth: number) => Promise<R>): Promise<R[]> =>
  Promise.all(Array.from({ length: count }, (_, nth) => work(nth)));

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ prices: seededPrices() });
});
afterAll(() => sandbox.close());

onEveryStore((store) => {
  let app: TestContext;
  beforeEach(() => {
    app = createTestContext({
      store: store(),
      stripeApi: sandbox.url,
      stock: { limit: pieces, buffer },
      clock: createRunningClock(),
    });
  });

  const codeOf = (started: StartedCheckout) => (started.kind === 'redirect' ? 'redirect' : started.code);
  const unitsThatAre = async (status: string) =>
    (await allOf(app.store, 'stock_units')).filter((unit) => unit.status === status);

  /** Delivers like Stripe: again until it is taken. */
  async function deliver(event: StripeEventJson | string): Promise<void> {
    for (let attempt = 0; attempt < 50; attempt++) if ((await post(app, event)).status === 200) return;
    throw new Error('A notification was never taken.');
  }

  async function pay(sessionId: string): Promise<void> {
    const body = JSON.stringify({ outcome: 'pay', email: `${sessionId}@example.com`, name: 'Ada Lovelace' });
    await fetch(`${sandbox.url}/_sandbox/stripe/sessions/${sessionId}/pay`, { method: 'POST', body });
    const told = sandbox.stripe.events().filter((event) => JSON.stringify(event.data).includes(sessionId));
    for (const event of told) await deliver(JSON.stringify(event));
  }

  it('two hundred checkouts at once for five pieces open five payment pages, and five pieces are sold', async () => {
    const first = await times(crowd, () => startCheckout(app, intent));
    await app.settled();
    for (const one of first) expect(['redirect', 'sold_out', 'closed']).toContain(codeOf(one));
    // Whoever was told that nobody knows may press again; by then the crowd is gone.
    const second: StartedCheckout[] = [];
    do second.push(await startCheckout(app, intent));
    while (second.map(codeOf).at(-1) !== 'sold_out');
    const opened = [...first, ...second].flatMap((one) => (one.kind === 'redirect' ? [one.sessionId] : []));
    expect(opened).toHaveLength(pieces);
    expect(await unitsThatAre('held')).toHaveLength(pieces);

    await Promise.all(opened.map(pay));
    await app.settled();
    expect(await unitsThatAre('sold')).toHaveLength(pieces);
    const orders = await allOf(app.store, 'payment_orders');
    expect(orders.map(({ status, needs_attention }) => [status, needs_attention])).toEqual(
      Array.from({ length: pieces }, () => ['paid', null]),
    );
  }, 90_000);

  it('two hundred payments at once, none of which holds a piece, sell five pieces and the buffer; the rest is owed back once', async () => {
    const bought = Array.from({ length: crowd }, (_, nth) =>
      purchase({ color: 'red', email: `${nth}@example.com` }),
    );
    await Promise.all(bought.map((one) => deliver(eventsOf(one).paid())));
    await app.settled();
    const sold = await unitsThatAre('sold');
    expect(sold).toHaveLength(pieces + buffer);
    const orders = await allOf(app.store, 'payment_orders');
    const oversold = orders.filter(({ needs_attention }) => needs_attention === 'oversold');
    expect(orders).toHaveLength(crowd);
    expect(oversold).toHaveLength(crowd - pieces - buffer);
    expect(new Set(sold.map(({ order_id }) => order_id)).size).toBe(pieces + buffer);
    const refunds = (await allOf(app.store, 'outbox')).filter(({ kind }) => kind === 'refund');
    expect(refunds.map(({ order_id }) => order_id).toSorted()).toEqual(
      oversold.map(({ id }) => id).toSorted(),
    );
    expect(await allOf(app.store, 'preorders')).toHaveLength(pieces + buffer);
  }, 90_000);

  it('whoever holds a piece gets it, however many late payments come at the same time', async () => {
    const { clock } = createTestContext();
    app = { ...app, clock };
    const limit = { ...fiveOfThem, limit: pieces, buffer };
    const hold = async () => {
      const holding = await holdUnits(app, {
        pool: { sku: 'rolitt-companion', color: 'red', limit },
        count: 1,
      });
      if (holding.kind !== 'held') throw new Error(holding.kind);
      return purchase({ color: 'red', hold: holding.hold, email: `${holding.hold.token}@example.com` });
    };
    const late = await times(pieces, hold);
    clock.pass(7_200);
    const prompt = await times(pieces, hold);
    await Promise.all([...late, ...prompt].map((one) => deliver(eventsOf(one).paid())));
    await app.settled();
    const orders = await allOf(app.store, 'payment_orders');
    const attentionOf = ({ sessionId }: Purchase) =>
      orders.find(({ session_id }) => session_id === sessionId)?.needs_attention;
    expect(prompt.map(attentionOf)).toEqual(prompt.map(() => null));
    expect(late.map(attentionOf).filter((reason) => reason === null)).toHaveLength(buffer);
  }, 90_000);
});
