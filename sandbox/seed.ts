import { createHash } from 'node:crypto';
import type { SandboxOptions, SeededPrice } from '#sandbox/options.ts';
import { apiVersion } from '#sandbox/stripe/api-version.ts';
import { Form } from '#sandbox/stripe/form.ts';
import { currencyPrice, newPrice } from '#sandbox/stripe/objects/price.ts';
import { newProduct } from '#sandbox/stripe/objects/product-record.ts';
import { unixNow, type World } from '#sandbox/world.ts';

/** Puts the fixed-id prices and the known webhook endpoints in place, silently; what an earlier run left is refreshed. */
export function seed(world: World, { prices = [], endpoints = [] }: SandboxOptions): void {
  for (const price of prices) seedPrice(world, price);
  for (const endpoint of endpoints) seedEndpoint(world, endpoint);
}

function seedPrice(world: World, price: SeededPrice): void {
  const { products, prices } = world.state;
  if (!products.find(price.product)) {
    const form = new Form({ name: 'Rolitt' });
    products.insert(newProduct(world, form, { id: price.product }));
  }
  const form = new Form({ currency: price.currency, unit_amount: String(price.unit_amount) });
  const options = Object.entries(price.currency_options ?? {}).map(
    ([code, amount]) => [code.toLowerCase(), currencyPrice(amount)] as const,
  );
  const fresh = newPrice(world, form, price.product);
  prices.insert({
    ...fresh,
    id: price.id,
    nickname: price.nickname ?? null,
    currency_options: { ...fresh.currency_options, ...Object.fromEntries(options) },
  });
}

type SeededEndpoint = NonNullable<SandboxOptions['endpoints']>[number];

function seedEndpoint(world: World, { url, secret, enabledEvents = ['*'] }: SeededEndpoint): void {
  world.state.endpoints.insert({
    id: `we_${createHash('sha256').update(url).digest('hex').slice(0, 24)}`,
    object: 'webhook_endpoint',
    api_version: apiVersion,
    application: null,
    created: unixNow(world),
    description: 'Registered when the sandbox started',
    enabled_events: enabledEvents,
    livemode: false,
    metadata: {},
    secret,
    status: 'enabled',
    url,
  });
}
