import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { productPage } from '#services/queries/product-page.ts';
import { verifyPrices } from '#services/verify-prices.ts';
import { sandboxControl } from '#tests/soak/sandbox-control.ts';
import { createTestContext, priceMap, type TestContext } from '#tests/test-context.ts';

const seeded = (redAmount: number) =>
  Object.entries(priceMap).map(([color, id]) => ({
    id,
    product: 'prod_companion',
    unit_amount: color === 'red' ? redAmount : 29_900,
    currency: 'usd',
  }));

let sandbox: Sandbox;
let app: TestContext;
beforeEach(async () => {
  sandbox = await startSandbox({ prices: seeded(27_900) });
  app = createTestContext({ stripeApi: sandbox.url });
});
afterEach(() => sandbox.close());

const closed = async () =>
  (await productPage(app, 'en')).variants
    .filter(({ availability }) => availability === 'closed')
    .map(({ id }) => id);

it('a page shown again within a minute asks the provider nothing and stays as it was', async () => {
  expect(await closed()).toEqual(['red']);
  sandbox.setFaults({ stripe: { failNext: 1, status: 500 } });
  expect(await Promise.all([closed(), closed(), closed()])).toEqual([['red'], ['red'], ['red']]);
  // No call has met the fault yet.
  expect((await sandboxControl(sandbox.url).faults()).stripe.failNext).toBe(1);
});

it('a page is not held up by a provider that does not answer, and keeps what was known', async () => {
  expect(await closed()).toEqual(['red']);
  sandbox.setFaults({ stripe: { hang: true } });
  app.clock.pass(61);
  expect(await closed()).toEqual(['red']);
});

it('a comparison by cron is what pages show from then on', async () => {
  sandbox.setFaults({ stripe: { status: 503 } });
  expect(await closed()).toEqual([]);
  sandbox.setFaults({ stripe: { status: null } });
  await verifyPrices(app);
  expect(await closed()).toEqual(['red']);
});
