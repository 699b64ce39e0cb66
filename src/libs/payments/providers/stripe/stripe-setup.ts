import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import type {
  NewAmount,
  NewPrice,
  ProviderSetup,
  RegisteredEndpoint,
} from '#libs/payments/core/provider-setup.ts';
import { type StripeAccess, type StripeApi, type StripeCall, stripeApi } from './stripe-client.ts';
import { subscribedEventTypes } from './stripe-event-types.ts';
import { toProviderPrice } from './stripe-prices.ts';

/** Longest list that is read in full, pages of a hundred. */
const pageLimit = 50;
/** https://docs.stripe.com/api/prices/list#list_prices-lookup_keys */
const lookupKeysPerCall = 10;

/** An account that needs nothing but its key: for setting it up before there is a webhook secret. */
export const createStripeSetup = (access: StripeAccess): ProviderSetup => stripeSetup(stripeApi(access));

/** Reads and makes what the shop needs in a Stripe account. */
export function stripeSetup(call: StripeApi): ProviderSetup {
  const version = () => call(async (stripe) => stripe.getApiField('version'));
  return {
    eventTypes: subscribedEventTypes,
    apiVersion: version,
    findProduct: (sku) => findProduct(call, sku),
    createProduct: async ({ sku, name }) => {
      const product = { name, metadata: { sku } };
      return (await create(call, (stripe, options) => stripe.products.create(product, options))).id;
    },
    findPrices: (lookupKeys) => findPrices(call, lookupKeys),
    createPrice: async (price) => {
      const params = priceParams(price);
      return (await create(call, (stripe, options) => stripe.prices.create(params, options))).id;
    },
    addCurrencies: async (priceId, amounts) => {
      const params = { currency_options: currencyOptions(amounts) };
      await create(call, (stripe, options) => stripe.prices.update(priceId, params, options));
    },
    endpoints: async () =>
      (await allPages(call, (stripe, page, options) => stripe.webhookEndpoints.list(page, options))).map(
        toEndpoint,
      ),
    createEndpoint: async (url) => createEndpoint(call, url, await version()),
    mendEndpoint: async (endpointId) => {
      const params = { enabled_events: [...subscribedEventTypes], disabled: false };
      await create(call, (stripe, options) => stripe.webhookEndpoints.update(endpointId, params, options));
    },
  };
}

/** A key of its own per call covers the one repetition and nothing else. */
const create = <Answer>(call: StripeApi, request: StripeCall<Answer>): Promise<Answer> =>
  call(request, randomUUID());

type Page = { limit: number; starting_after?: string };
type List<Item> = (
  stripe: Stripe,
  page: Page,
  options: Stripe.RequestOptions,
) => Promise<Stripe.ApiList<Item>>;

async function allPages<Item extends { id: string }>(call: StripeApi, list: List<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for (let page = 0; page < pageLimit; page += 1) {
    const last = items.at(-1);
    const where = { limit: 100, ...(last === undefined ? {} : { starting_after: last.id }) };
    const { data, has_more } = await call((stripe, options) => list(stripe, where, options));
    items.push(...data);
    if (!has_more || data.length === 0) break;
  }
  return items;
}

async function findProduct(call: StripeApi, sku: string): Promise<string | null> {
  const products = await allPages(call, (stripe, page, options) =>
    stripe.products.list({ ...page, active: true }, options),
  );
  // Lists come newest first.
  return products.findLast(({ metadata }) => metadata.sku === sku)?.id ?? null;
}

async function findPrices(call: StripeApi, lookupKeys: readonly string[]) {
  const batches = Array.from({ length: Math.ceil(lookupKeys.length / lookupKeysPerCall) }, (_, index) =>
    lookupKeys.slice(index * lookupKeysPerCall, (index + 1) * lookupKeysPerCall),
  );
  const found = await Promise.all(
    batches.map((keys) => {
      const params = { lookup_keys: keys, active: true, limit: 100, expand: ['data.currency_options'] };
      return call((stripe, options) => stripe.prices.list(params, options));
    }),
  );
  const prices = found.flatMap(({ data }) => data);
  return new Map(prices.map((price) => [price.lookup_key ?? '', toProviderPrice(price)]));
}

function priceParams({ productId, lookupKey, name, amounts }: NewPrice): Stripe.PriceCreateParams {
  const [own, ...others] = amounts;
  if (own === undefined) throw new RangeError(`${lookupKey} has no price in any currency.`);
  return {
    product: productId,
    currency: own.currency.toLowerCase(),
    ...chargeIn(own),
    nickname: name,
    lookup_key: lookupKey,
    transfer_lookup_key: true,
    ...(others.length > 0 ? { currency_options: currencyOptions(others) } : {}),
  };
}

/** https://docs.stripe.com/payments/currencies/localize-prices/manual-currency-prices */
const currencyOptions = (amounts: NewPrice['amounts']): Record<string, ReturnType<typeof chargeIn>> =>
  Object.fromEntries(amounts.map((one) => [one.currency.toLowerCase(), chargeIn(one)]));

/** Stripe lets nobody change afterwards whether a price holds the tax: https://docs.stripe.com/tax/products-prices-tax-codes-tax-behavior */
const chargeIn = ({ amount, tax }: NewAmount) =>
  ({ unit_amount: amount, tax_behavior: tax === 'included' ? 'inclusive' : 'exclusive' }) as const;

async function createEndpoint(call: StripeApi, url: string, version: string) {
  const params = {
    url,
    enabled_events: [...subscribedEventTypes],
    // The SDK's list of versions names only releases; what it pins is always one of them.
    api_version: version as Stripe.WebhookEndpointCreateParams.ApiVersion,
  };
  const endpoint = await create(call, (stripe, options) => stripe.webhookEndpoints.create(params, options));
  return { endpointId: endpoint.id, secret: endpoint.secret ?? '' };
}

const toEndpoint = (endpoint: Stripe.WebhookEndpoint): RegisteredEndpoint => ({
  endpointId: endpoint.id,
  url: endpoint.url,
  enabled: endpoint.status === 'enabled',
  apiVersion: endpoint.api_version,
  events: endpoint.enabled_events,
});
