import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalogSource } from '#config/catalog.ts';
import { subscribedEventTypes } from '#libs/payments/providers/stripe/stripe-event-types.ts';
import { createStripeSetup } from '#libs/payments/providers/stripe/stripe-setup.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { runCommand } from './run-command.ts';

const colours = catalogSource.offers[0]?.variants.map(({ id }) => id) ?? [];
const sku = catalogSource.offers[0]?.sku ?? '';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const secretKey = 'sk_test_owner_of_the_shop';
const access = () => ({ secretKey, apiBase: sandbox.url });

const setUp = (...args: string[]) =>
  runCommand(
    'stripe-setup',
    { STRIPE_SECRET_KEY: secretKey, STRIPE_API_BASE: sandbox.url, APP_URL: 'https://shop.example.com' },
    ...args,
  );

describe('npm run stripe:setup', () => {
  it('changes nothing unless it is told to', async () => {
    const { code, output } = await setUp();
    expect(code).toBe(0);
    expect(output).toContain('would create');
    expect(output).toContain('npm run stripe:setup -- --apply');
    expect(output).not.toContain('STRIPE_PRODUCT_ID=');
    expect(await createStripeSetup(access()).findProduct(sku)).toBeNull();
    expect(await createStripeSetup(access()).endpoints()).toEqual([]);
  });

  it('makes product, prices and endpoint, and prints the lines that configure them', async () => {
    const { code, output } = await setUp('--apply');
    const setup = createStripeSetup(access());
    const [endpoint] = await setup.endpoints();
    const [, map = ''] = /^COLOR_PRICE_MAP_JSON='(.+)'$/m.exec(output) ?? [];
    expect(code).toBe(0);
    expect(output).toContain(`STRIPE_PRODUCT_ID=${await setup.findProduct(sku)}`);
    expect(Object.keys(JSON.parse(map))).toEqual(colours);
    expect(output).toMatch(/^STRIPE_WEBHOOK_SECRET=whsec_\w+$/m);
    expect(output).toContain('Stripe shows this signing secret only now');
    expect(output).not.toContain(secretKey);
    expect(endpoint).toMatchObject({
      url: 'https://shop.example.com/api/webhooks/stripe',
      enabled: true,
      apiVersion: await setup.apiVersion(),
      events: subscribedEventTypes,
    });
  });

  it('changes nothing the second time, prints the same lines and no secret', async () => {
    const first = await setUp('--apply');
    const second = await setUp('--apply');
    const lineOf = (output: string) => /^COLOR_PRICE_MAP_JSON=.+$/m.exec(output)?.[0];
    expect(second.output).toContain('Everything is in place');
    expect(second.output).not.toContain('whsec_');
    expect(lineOf(second.output)).toBe(lineOf(first.output));
    expect(await createStripeSetup(access()).endpoints()).toHaveLength(1);
  });

  it('replaces a price that does not fit the catalogue and keeps the others', async () => {
    const first = await setUp('--apply');
    const setup = createStripeSetup(access());
    const productId = (await setup.findProduct(sku)) ?? '';
    const lookupKey = `${sku}:red`;
    await setup.createPrice({
      productId,
      lookupKey,
      name: 'Red',
      amounts: [{ currency: 'USD', amount: 100, tax: 'included' }],
    });
    const { output } = await setUp('--apply');
    const price = (await setup.findPrices([lookupKey])).get(lookupKey);
    expect(first.code).toBe(0);
    expect(output.match(/^created /gm)).toHaveLength(1);
    expect(output).toContain('which does not fit the catalogue');
    expect(price?.amounts).toEqual(catalogSource.offers[0]?.prices);
  });

  it('adds the currencies a price lacks and keeps its id', async () => {
    const first = await setUp('--apply');
    const setup = createStripeSetup(access());
    const productId = (await setup.findProduct(sku)) ?? '';
    const lookupKey = `${sku}:red`;
    const prices = catalogSource.offers[0]?.prices ?? {};
    const usd = { currency: 'USD', amount: prices.USD ?? 0, tax: 'included' } as const;
    const lacking = { productId, lookupKey, name: 'Red', amounts: [usd] };
    const priceId = await setup.createPrice(lacking);
    const planned = await setUp();
    const { output } = await setUp('--apply');
    const price = (await setup.findPrices([lookupKey])).get(lookupKey);
    expect(first.code).toBe(0);
    expect(planned.output).toMatch(/^would change +price .+ for red: also \d+ CNY, \d+ JPY, \d+ EUR/m);
    expect(output.match(/^(created|changed) /gm)).toEqual(['changed ']);
    expect(price).toMatchObject({ priceId, amounts: prices });
    expect((await setUp('--apply')).output).toContain('Everything is in place');
  });

  it('mends an endpoint that lacks events instead of making another one', async () => {
    await setUp('--apply');
    const [endpoint] = await createStripeSetup(access()).endpoints();
    await fetch(`${sandbox.url}/v1/webhook_endpoints/${endpoint?.endpointId}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${secretKey}` },
      body: new URLSearchParams({ 'enabled_events[]': 'refund.created', disabled: 'true' }),
    });
    const { output } = await setUp('--apply');
    expect(output).toMatch(/^changed +webhook endpoint/m);
    expect(await createStripeSetup(access()).endpoints()).toEqual([endpoint]);
  });

  it('makes an endpoint in the right API version beside one in another, whose version cannot change', async () => {
    await fetch(`${sandbox.url}/v1/webhook_endpoints`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${secretKey}` },
      body: new URLSearchParams({
        url: 'https://shop.example.com/api/webhooks/stripe',
        'enabled_events[]': '*',
        api_version: '2025-02-24.acacia',
      }),
    });
    const { output } = await setUp('--apply');
    expect(output).toContain('disable it once the new one works');
    expect(await createStripeSetup(access()).endpoints()).toHaveLength(2);
    expect((await setUp('--apply')).output).toContain('Everything is in place');
  });

  it('touches a live account only when that is said', async () => {
    const key = 'sk_live_owner_of_the_shop';
    const { code, output } = await runCommand(
      'stripe-setup',
      { STRIPE_SECRET_KEY: key, STRIPE_API_BASE: sandbox.url, APP_URL: 'https://shop.example.com' },
      '--apply',
    );
    expect(code).toBe(1);
    expect(output).toContain('Add --live');
    expect(await createStripeSetup(access()).findProduct(sku)).toBeNull();
  });

  it('says where the key is found when there is none', async () => {
    const variables = { STRIPE_SECRET_KEY: '', APP_URL: 'http://127.0.0.1:3000' };
    const { code, output } = await runCommand('stripe-setup', variables);
    expect(code).toBe(1);
    expect(output).toContain('STRIPE_SECRET_KEY: is missing');
  });
});
