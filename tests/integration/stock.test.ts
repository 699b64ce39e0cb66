import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StockLimit } from '#domain/offer.ts';
import { createMemoryStore } from '#libs/store/memory/memory-store.ts';
import type { Store } from '#libs/store/store.ts';
import { type FaultsPatch, type Sandbox, startSandbox } from '#sandbox/server.ts';
import { missingStore } from '#server/missing-store.ts';
import { cancelForBuyer } from '#services/act-on-order.ts';
import { leaveCheckout } from '#services/leave-checkout.ts';
import type { CheckoutIntent } from '#services/payment-page-request.ts';
import { checkoutResult } from '#services/queries/checkout-result.ts';
import { productPage } from '#services/queries/product-page.ts';
import { startCheckout } from '#services/start-checkout.ts';
import { allOf } from '#tests/contract/store/observed.ts';
import { post } from '#tests/factories.ts';
import { seededPrices } from '#tests/seeded-prices.ts';
import { createRunningClock, createTestContext, type TestContext } from '#tests/test-context.ts';

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

let sandbox: Sandbox;
let app: TestContext;
beforeAll(async () => {
  sandbox = await startSandbox({ prices: seededPrices() });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.setFaults({ stripe: { failNext: 0, hang: false } });
  open({ limit: 2, buffer: 0 });
});

/** A shop with its own clock that runs, and red limited like this. */
function open(stock: Partial<StockLimit>, store: Store = createMemoryStore()): void {
  app = createTestContext({ store, stripeApi: sandbox.url, stock, clock: createRunningClock() });
}

/** A store that does as the other one does, after a while. */
const slowed = (inner: Store, milliseconds: number): Store => ({
  ...inner,
  get: async (table, ids) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return inner.get(table, ids);
  },
});

async function started(choice: Partial<CheckoutIntent> = {}): Promise<string> {
  const result = await startCheckout(app, { ...intent, ...choice });
  if (result.kind !== 'redirect') throw new Error(`refused: ${result.code}`);
  return result.sessionId;
}
const refusal = async (choice: Partial<CheckoutIntent> = {}) => {
  const result = await startCheckout(app, { ...intent, ...choice });
  await app.settled();
  return result.kind === 'refused' ? `${result.field}: ${result.code}` : result.kind;
};

const play = (sessionId: string, outcome: string) =>
  fetch(`${sandbox.url}/_sandbox/stripe/sessions/${sessionId}/pay`, {
    method: 'POST',
    body: JSON.stringify({ outcome, email: `${sessionId}@example.com`, name: 'Ada Lovelace' }),
  });
/** Lets the shop hear every event of the sandbox that speaks of something; what it has heard already changes nothing. */
async function tell(about: string): Promise<void> {
  for (const event of sandbox.stripe.events())
    if (JSON.stringify(event.data).includes(about)) await post(app, JSON.stringify(event));
  await app.settled();
}
const units = async () => (await allOf(app.store, 'stock_units')).map(({ status }) => status).toSorted();
const sessionOf = (id: string) => sandbox.stripe.sessions().find((session) => session.id === id);
const orderOf = async (sessionId: string) =>
  (await app.store.load({ order: { method: 'stripe', sessionId } })).order?.record;

describe('a checkout of a limited colour', () => {
  it('takes its pieces before the payment page opens, and that page closes before the hold is over', async () => {
    const session = sessionOf(await started({ quantity: 2 }));
    const held = await allOf(app.store, 'stock_units');
    expect(held.map(({ nth }) => nth).toSorted()).toEqual([1, 2]);
    for (const { status, hold_token, held_until } of held) {
      expect([status, hold_token]).toEqual(['held', session?.metadata?.hold]);
      expect(held_until?.getTime()).toBeGreaterThan(((session?.expires_at ?? 0) + 600) * 1000);
    }
    expect(session?.cancel_url).toBe(
      'https://shop.test/api/checkout/cancelled?color=red&quantity=2&cancelled=1&locale=en',
    );
  });

  it('asks the store nothing for a colour that is not limited', async () => {
    app = { ...app, store: missingStore('Nobody is to ask.') };
    const session = sessionOf(await started({ color: 'sakura-pink' }));
    expect(session?.metadata).not.toHaveProperty('hold');
    expect(session?.cancel_url).toBe('https://shop.test/?color=sakura-pink&cancelled=1');
  });

  it('is refused beside the quantity when fewer are left, beside the colour when none are', async () => {
    await started();
    expect(await refusal({ quantity: 2 })).toBe('quantity: too_few_left');
    await started();
    expect(await refusal()).toBe('color: sold_out');
    expect(await units()).toEqual(['held', 'held']);
  });

  it('uses its open payment page again with the pieces it has', async () => {
    const openSessionId = await started({ quantity: 2 });
    expect(await started({ quantity: 2, openSessionId })).toBe(openSessionId);
    expect(await units()).toEqual(['held', 'held']);
  });

  it.each<[string, FaultsPatch['stripe'] | null, string]>([
    ['does not answer', { failNext: 10, status: 503 }, 'provider_unavailable'],
    ['would charge another price', null, 'price_drift'],
  ])('gives its pieces back when the provider %s', async (_, fault, code) => {
    if (fault) sandbox.setFaults({ stripe: fault });
    const [offer] = app.catalog.offers;
    const dearer = { ...offer, prices: { ...offer.prices, USD: 31_900 } };
    if (!fault) app = { ...app, catalog: { ...app.catalog, offers: [dearer] } };
    await expect(started({ quantity: 2 })).rejects.toMatchObject({ code });
    await app.settled();
    expect(await units()).toEqual(['free', 'free']);
  });
});

describe('pieces that are held', () => {
  it('are sold by the payment', async () => {
    const sessionId = await started({ quantity: 2 });
    await play(sessionId, 'pay');
    await tell(sessionId);
    expect(await units()).toEqual(['sold', 'sold']);
    expect(await orderOf(sessionId)).toMatchObject({ status: 'paid', needs_attention: null });
  });

  it('are free again when the payment page expires', async () => {
    const sessionId = await started({ quantity: 2 });
    await play(sessionId, 'expire');
    await tell(sessionId);
    expect(await units()).toEqual(['free', 'free']);
    await started({ quantity: 2 });
  });

  it('are free again at once when the shopper comes back, and nobody can pay on that page any more', async () => {
    const sessionId = await started({ quantity: 2 });
    await leaveCheckout(app, sessionId);
    await app.settled();
    expect(await units()).toEqual(['free', 'free']);
    expect(sessionOf(sessionId)).toMatchObject({ status: 'expired' });
    await tell(sessionId);
    await started({ quantity: 2 });
  });

  it('are there for the shopper who chooses otherwise, in the same second', async () => {
    const leavesSessionId = await started({ quantity: 2 });
    const sessionId = await started({ quantity: 1, leavesSessionId });
    expect(await units()).toEqual(['free', 'held']);
    expect([leavesSessionId, sessionId].map((id) => sessionOf(id)?.status)).toEqual(['expired', 'open']);
    await started({ color: 'sakura-pink', leavesSessionId: sessionId });
    await app.settled();
    expect(await units()).toEqual(['free', 'free']);
  });

  it('stay sold when the shopper comes back after paying', async () => {
    const sessionId = await started({ quantity: 2 });
    await play(sessionId, 'pay');
    await leaveCheckout(app, sessionId);
    await app.settled();
    expect(await units()).toEqual(['sold', 'sold']);
  });

  it('hurt nobody when the page that is left is unknown', async () => {
    await expect(leaveCheckout(app, 'cs_test_unknown00000')).resolves.toBeUndefined();
  });

  it('wait for a delayed payment, and are free again when it fails', async () => {
    const sessionId = await started({ quantity: 2 });
    await play(sessionId, 'delayed');
    await tell(sessionId);
    app.clock.pass(14 * 86_400);
    expect(await refusal()).toBe('color: sold_out');
    await play(sessionId, 'delayed_fail');
    await tell(sessionId);
    expect(await units()).toEqual(['free', 'free']);
  });

  it('are free when their time is over, though nobody ever told us', async () => {
    await started({ quantity: 2 });
    app.clock.pass(1_800 + 900);
    expect(await refusal({ quantity: 2 })).toBe('redirect');
  });

  it('are free again after a full refund, which the buyer gets by the usual way', async () => {
    const sessionId = await started({ quantity: 2 });
    await play(sessionId, 'pay');
    await tell(sessionId);
    const { trade_no } = (await orderOf(sessionId)) ?? {};
    await fetch(`${sandbox.url}/_sandbox/stripe/payments/${trade_no}/refund`, { method: 'POST', body: '{}' });
    await tell(trade_no ?? '');
    expect(await orderOf(sessionId)).toMatchObject({ status: 'refunded', stock_units: null });
    expect(await units()).toEqual(['free', 'free']);
  });
});

describe('an order that its buyer calls off', () => {
  it('gives its pieces back at once, before the money has gone back', async () => {
    const sessionId = await started({ quantity: 2 });
    await play(sessionId, 'pay');
    await tell(sessionId);
    const { order_no = '', link_version = 0 } = (await orderOf(sessionId)) ?? {};
    const access = { orderNo: order_no, linkVersion: link_version, uid: null };
    expect(await cancelForBuyer(app, access)).toMatchObject({ kind: 'done' });
    expect(await units()).toEqual(['free', 'free']);
    expect(await orderOf(sessionId)).toMatchObject({ status: 'paid', stock_units: null });
    expect(await refusal({ quantity: 2 })).toBe('redirect');
    await tell(sessionId);
    expect(await units()).toEqual(['held', 'held']);
  });
});

describe('a payment that comes when its hold is over', () => {
  /** Somebody who was slow, and somebody who took both pieces meanwhile. */
  async function lateAndPrompt() {
    const late = await started({ quantity: 1 });
    app.clock.pass(2_700);
    const prompt = await started({ quantity: 2 });
    await play(prompt, 'pay');
    await tell(prompt);
    await play(late, 'pay');
    return late;
  }

  it('is honoured from what is free', async () => {
    open({ limit: 3, buffer: 0 });
    const late = await lateAndPrompt();
    await tell(late);
    expect(await orderOf(late)).toMatchObject({ status: 'paid', needs_attention: null });
    expect(await units()).toEqual(['sold', 'sold', 'sold']);
  });

  it('is honoured from the buffer, which no checkout can take', async () => {
    open({ limit: 2, buffer: 1 });
    const late = await lateAndPrompt();
    await tell(late);
    expect(await orderOf(late)).toMatchObject({ needs_attention: null, stock_units: [3] });
    expect(await refusal()).toBe('color: sold_out');
  });

  it('is recorded, not fulfilled, and given back once when nothing is left', async () => {
    const late = await lateAndPrompt();
    expect(await checkoutResult(app, late)).toMatchObject({ state: 'sold_out' });
    expect(await checkoutResult(app, late)).toMatchObject({ state: 'sold_out' });
    await tell(late);
    const held = await orderOf(late);
    expect(held).toMatchObject({ status: 'paid', needs_attention: 'oversold', stock_units: null });
    await tell(held?.trade_no ?? '');
    await tell(late);
    expect(await orderOf(late)).toMatchObject({ status: 'refunded', amount_refunded: 29_900 });
    expect(await checkoutResult(app, late)).toMatchObject({ state: 'refunded' });
    const refunds = sandbox.stripe.events().filter(({ type, data }) => {
      return type === 'refund.created' && JSON.stringify(data).includes(held?.trade_no ?? '-');
    });
    expect(refunds).toHaveLength(1);
    const preorders = await allOf(app.store, 'preorders');
    expect(preorders.map(({ order_id }) => order_id)).not.toContain(held?.id);
    const notes = await app.store.list('activity_logs', { where: { subject_id: held?.id ?? '' }, limit: 9 });
    expect(notes.rows.map(({ message }) => message).join()).toContain('the money goes back');
  });
});

describe('while the store', () => {
  const limits = { limit: 2, buffer: 1 } as const;

  it('is down, a limited colour is closed by configuration, and no payment page opens', async () => {
    open({ ...limits, whenUnknown: 'close' }, missingStore('down'));
    const before = sandbox.stripe.sessions().length;
    expect(await refusal()).toBe('color: closed');
    expect(sandbox.stripe.sessions()).toHaveLength(before);
  });

  it('is down, a limited colour is sold by configuration, and the payment finds its piece', async () => {
    open({ ...limits, whenUnknown: 'sell' });
    const { store } = app;
    app = { ...app, store: missingStore('down') };
    const sessionId = await started();
    app = { ...app, store };
    await play(sessionId, 'pay');
    await tell(sessionId);
    expect(await orderOf(sessionId)).toMatchObject({
      needs_attention: null,
      stock_units: [expect.any(Number)],
    });
  });

  it('takes longer than a second, no shopper waits for it, and what comes late is given back', async () => {
    const store = createMemoryStore();
    open({ ...limits, whenUnknown: 'close' }, slowed(store, 1_300));
    expect(await startCheckout(app, intent)).toMatchObject({ kind: 'refused', code: 'closed' });
    await app.settled();
    expect((await allOf(store, 'stock_units')).filter(({ status }) => status !== 'free')).toEqual([]);
  });
});

describe('the product page', () => {
  const red = async () => {
    app.clock.pass(11);
    const { variants } = await productPage(app, 'en');
    const { availability, left } = variants.find(({ id }) => id === 'red') ?? {};
    return [availability, left];
  };

  it('tells how many are left only when they are few, and calls a colour sold out when none are', async () => {
    open({ limit: 4, buffer: 3, fewLeft: 2 });
    expect(await red()).toEqual(['open', null]);
    await started({ quantity: 2 });
    expect(await red()).toEqual(['open', 2]);
    await started({ quantity: 2 });
    expect(await red()).toEqual(['sold_out', null]);
  });

  it.each([
    ['close', 'closed'],
    ['sell', 'open'],
  ] as const)(
    'is shown while the store is down, with a colour to %s %s',
    async (whenUnknown, availability) => {
      open({ limit: 2, whenUnknown }, missingStore('down'));
      expect(await red()).toEqual([availability, null]);
    },
  );

  it('asks the store once for a crowd, and again when somebody was told that it is wrong', async () => {
    let looks = 0;
    const store = createMemoryStore();
    const counted: Store = {
      ...store,
      get: (table, ids) => {
        looks += 1;
        return store.get(table, ids);
      },
    };
    open({ limit: 2, buffer: 0 }, counted);
    await Promise.all([productPage(app, 'en'), productPage(app, 'zh'), productPage(app, 'en')]);
    expect(looks).toBe(1);
    await started({ quantity: 2 });
    expect((await productPage(app, 'en')).variants.find(({ id }) => id === 'red')?.availability).toBe('open');
    expect(await refusal()).toBe('color: sold_out');
    expect((await productPage(app, 'en')).variants.find(({ id }) => id === 'red')?.availability).toBe(
      'sold_out',
    );
  });

  it('asks nobody where nothing is limited', async () => {
    const context = createTestContext({ stripeApi: sandbox.url, store: missingStore('Nobody is to ask.') });
    const { variants } = await productPage(context, 'en');
    expect(variants.map(({ left }) => left)).toEqual(variants.map(() => null));
  });
});
