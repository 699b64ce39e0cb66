import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PaymentError } from '#domain/errors.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { missingStore } from '#server/missing-store.ts';
import type { CheckoutIntent } from '#services/payment-page-request.ts';
import { productPage } from '#services/queries/product-page.ts';
import { startCheckout } from '#services/start-checkout.ts';
import { seededPrices } from '#tests/seeded-prices.ts';
import { createRunningClock, createTestContext, type TestContext } from '#tests/test-context.ts';

const prices = seededPrices({
  red: { USD: 27_900, CNY: 199_900, JPY: 43_800, EUR: 26_900 },
  'moonlight-grey': { USD: 29_900, CNY: 219_900, EUR: 28_900 },
});

const intent: CheckoutIntent = {
  sku: 'rolitt-companion',
  color: 'sakura-pink',
  quantity: 2,
  email: 'ada@example.com',
  userId: null,
  locale: 'zh',
  utm: { source: 'newsletter' },
  openSessionId: null,
};

let sandbox: Sandbox;
let app: TestContext;
beforeAll(async () => {
  sandbox = await startSandbox({ prices });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.setFaults({ stripe: { status: 500, failNext: 0, hang: false } });
  app = createTestContext({ stripeApi: sandbox.url, clock: createRunningClock() });
});

const pay = (sessionId: string, outcome: string) =>
  fetch(`${sandbox.url}/_sandbox/stripe/sessions/${sessionId}/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ outcome, email: 'ada@example.com', name: 'Ada Lovelace' }),
  });

async function started(choice: CheckoutIntent = intent) {
  const result = await startCheckout(app, choice);
  if (result.kind !== 'redirect') throw new Error(`refused: ${result.code}`);
  return result;
}

describe('starting a checkout', () => {
  it('opens a payment page stamped with everything the order will need, and touches no database', async () => {
    const { url, sessionId } = await started();
    expect(url).toContain(sandbox.url);
    const session = sandbox.stripe.sessions().find(({ id }) => id === sessionId);
    expect(session).toMatchObject({
      amount_subtotal: 439_800,
      currency: 'cny',
      locale: 'zh',
      customer_email: 'ada@example.com',
    });
    expect(session?.metadata).toMatchObject({
      color: 'sakura-pink',
      quantity: '2',
      unit_amount: '219900',
      currency: 'CNY',
      utm_source: 'newsletter',
    });
    expect(session?.client_reference_id).toMatch(/^ROL-[0-9A-Z]{8}$/);
  });

  it('sends to the country that was chosen, at its rate, and names no other way', async () => {
    const { sessionId } = await started({ ...intent, quantity: 1, locale: 'en', country: 'NO' });
    const session = sandbox.stripe.sessions().find(({ id }) => id === sessionId);
    expect(session).toMatchObject({
      amount_subtotal: 29_900,
      amount_total: 31_800,
      total_details: { amount_shipping: 1_900 },
      cancel_url: 'https://shop.test/?color=sakura-pink&to=NO&cancelled=1',
    });
    expect(session?.shipping_options).toHaveLength(1);
    expect(session?.shipping_address_collection?.allowed_countries).toContain('NO');
    expect(session?.shipping_address_collection?.allowed_countries).not.toContain('US');
  });

  it('sends for nothing from the amount the catalogue says', async () => {
    const { sessionId } = await started({ ...intent, locale: 'en', country: 'NO' });
    const session = sandbox.stripe.sessions().find(({ id }) => id === sessionId);
    expect(session).toMatchObject({ amount_total: 59_800, total_details: { amount_shipping: 0 } });
  });

  it.each(['BR', 'ZZ'])('says before any payment page that nothing goes to %s', async (country) => {
    const before = sandbox.stripe.sessions().length;
    const refused = { kind: 'refused', field: 'country', code: 'country_not_served' };
    expect(await startCheckout(app, { ...intent, country })).toEqual(refused);
    expect(sandbox.stripe.sessions()).toHaveLength(before);
  });

  it('works while the database is down', async () => {
    app = { ...app, store: missingStore('down') };
    expect((await started()).url).toContain(sandbox.url);
  });

  it('uses the open payment page of the same choice again', async () => {
    const first = await started();
    expect((await started({ ...intent, openSessionId: first.sessionId })).sessionId).toBe(first.sessionId);
    await pay(first.sessionId, 'pay');
    expect((await started({ ...intent, openSessionId: first.sessionId })).sessionId).not.toBe(
      first.sessionId,
    );
  });

  it('does not use a page again that would charge what the shop no longer shows', async () => {
    const first = await started();
    const [offer] = app.catalog.offers;
    const dearer = { ...offer, prices: { ...offer.prices, CNY: 239_900 } };
    app = { ...app, catalog: { ...app.catalog, offers: [dearer] } };
    await expect(startCheckout(app, { ...intent, openSessionId: first.sessionId })).rejects.toMatchObject({
      code: 'price_drift',
    });
  });

  it('opens a fresh page when the remembered one is not known to the provider', async () => {
    expect((await started({ ...intent, openSessionId: 'cs_test_gone00000000' })).url).toContain(sandbox.url);
  });

  it.each([
    ['a colour nobody sells', { color: 'black' }, 'invalid_color'],
    ['a name every object has', { color: 'constructor' }, 'invalid_color'],
    ['another product', { sku: 'toaster' }, 'invalid_color'],
    ['more pieces than allowed', { quantity: 99 }, 'invalid_quantity'],
  ])('refuses %s without asking the provider', async (_, wrong, code) => {
    const before = sandbox.stripe.sessions().length;
    expect(await startCheckout(app, { ...intent, ...wrong })).toMatchObject({ kind: 'refused', code });
    expect(sandbox.stripe.sessions()).toHaveLength(before);
  });

  it('sends nobody to a page that would charge another price, and closes that page', async () => {
    await expect(startCheckout(app, { ...intent, color: 'red' })).rejects.toMatchObject({
      code: 'price_drift',
    });
    await app.settled();
    expect(sandbox.stripe.sessions().filter(({ metadata }) => metadata?.color === 'red')).toMatchObject([
      { status: 'expired' },
    ]);
  });

  it('opens no page in a currency the price does not have', async () => {
    const before = sandbox.stripe.sessions().length;
    const choice = { ...intent, color: 'moonlight-grey' };
    await expect(startCheckout(app, { ...choice, locale: 'ja' })).rejects.toBeInstanceOf(PaymentError);
    expect(sandbox.stripe.sessions()).toHaveLength(before);
    expect((await started({ ...choice, locale: 'es' })).url).toContain(sandbox.url);
  });

  it('survives one failure of the provider without opening two pages', async () => {
    const before = sandbox.stripe.sessions().length;
    sandbox.setFaults({ stripe: { failNext: 1, status: 503 } });
    await started();
    expect(sandbox.stripe.sessions()).toHaveLength(before + 1);
  });

  it('says what is wrong when the provider stays down', async () => {
    sandbox.setFaults({ stripe: { failNext: 10, status: 503 } });
    await expect(startCheckout(app, intent)).rejects.toSatisfy(
      (error) => error instanceof PaymentError && error.code === 'provider_unavailable' && error.retryable,
    );
  });
});

describe('the product page', () => {
  it.each([
    ['en', ['red']],
    ['zh', ['red']],
    ['ja', ['moonlight-grey', 'red']],
    ['es', ['red']],
  ])(
    'in %s closes the colours whose price there drifted or is missing, and no other',
    async (locale, shut) => {
      const { variants } = await productPage(app, locale);
      const closed = variants.filter(({ availability }) => availability === 'closed');
      expect(closed.map(({ id }) => id)).toEqual(shut);
    },
  );

  it('shows the catalogue when the provider does not answer', async () => {
    sandbox.setFaults({ stripe: { failNext: 10, status: 503 } });
    const { variants } = await productPage(app, 'en');
    expect(variants.every(({ availability }) => availability === 'open')).toBe(true);
  });
});
