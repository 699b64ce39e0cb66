import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { catalogSource } from '#config/catalog.ts';
import { formatMoney } from '#domain/money.ts';
import { findDrift, priceIdsOf } from '#domain/price-drift.ts';
import { locales } from '#libs/I18n.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { checkoutResult } from '#services/queries/checkout-result.ts';
import { productPage } from '#services/queries/product-page.ts';
import { startCheckout } from '#services/start-checkout.ts';
import { seededPrices } from '#tests/seeded-prices.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createRunningClock, createTestContext, type TestContext } from '#tests/test-context.ts';

/** What two pieces cost: shown, in minor units, and as the decimal number a marketer gets. */
const markets = {
  en: { shown: '598.00 USD', amount: 59_800, value: 598 },
  zh: { shown: '4,398.00 CNY', amount: 439_800, value: 4398 },
  ja: { shown: '93,600 JPY', amount: 93_600, value: 93_600 },
  es: { shown: '578,00 EUR', amount: 57_800, value: 578 },
} as const;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ prices: seededPrices() });
});
afterAll(() => sandbox.close());

async function buyTwo(app: TestContext, locale: string): Promise<string> {
  const choice = { sku: 'rolitt-companion', color: 'sakura-pink', quantity: 2, email: 'ada@example.com' };
  const nobody = { userId: null, utm: null, openSessionId: null };
  const started = await startCheckout(app, { ...choice, ...nobody, locale });
  if (started.kind !== 'redirect') throw new Error(`refused: ${started.code}`);
  const body = JSON.stringify({ outcome: 'pay', email: 'ada@example.com', name: 'Ada Lovelace' });
  await fetch(`${sandbox.url}/_sandbox/stripe/sessions/${started.sessionId}/pay`, { method: 'POST', body });
  return started.sessionId;
}

onEveryStore((store) => {
  let app: TestContext;
  beforeEach(() => {
    app = createTestContext({ stripeApi: sandbox.url, store: store(), clock: createRunningClock() });
  });

  describe.each(locales)('a purchase in %s', (locale) => {
    const currency = catalogSource.currencyOf[locale] ?? '';
    const { amount, shown, value } = markets[locale];

    it('charges, books and reports what the page shows, in the currency of the market', async () => {
      const { unitPrice } = await productPage(app, locale);
      const sessionId = await buyTwo(app, locale);
      const session = sandbox.stripe.sessions().find(({ id }) => id === sessionId);
      expect(session).toMatchObject({
        amount_total: amount,
        currency: currency.toLowerCase(),
        locale,
        adaptive_pricing: { enabled: false },
      });
      expect(unitPrice).toEqual({ amount: amount / 2, currency });

      const { state, order } = await checkoutResult(app, sessionId);
      await app.settled();
      expect(state).toBe('paid');
      expect(formatMoney(order?.amount ?? unitPrice, locale).replace('\u00a0', ' ')).toBe(shown);
      const { rows } = await app.store.list('payment_orders', { limit: 10 });
      const booked = { status: 'paid', amount, amount_subtotal: amount, currency, locale };
      expect(rows).toMatchObject([{ ...booked, needs_attention: null }]);
      const placed = app.sent.find(({ dedupe_key }) => dedupe_key.includes('placed'));
      expect(placed?.payload).toMatchObject({ value, valueCurrency: currency });
    });
  });
});

it('every price of the catalogue is held in every currency, and none drifts', async () => {
  const app = createTestContext({ stripeApi: sandbox.url });
  const held = await app.payments.provider('stripe').prices?.fetch(priceIdsOf(app.catalog));
  expect(held?.map(({ amounts }) => Object.keys(amounts).length)).toEqual([4, 4, 4, 4, 4]);
  expect(findDrift(app.catalog, held ?? [])).toEqual([]);
});
