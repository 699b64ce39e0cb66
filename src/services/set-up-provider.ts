import type { Catalog, Offer, Variant } from '#domain/offer.ts';
import type { ProviderPrice } from '#libs/payments/core/payment-types.ts';
import type { ProviderSetup, RegisteredEndpoint } from '#libs/payments/core/provider-setup.ts';
import { hasEvery, webhookUrl } from './webhook-endpoint.ts';

/** One thing the account has, or has to get. */
export type SetupStep = { readonly action: 'keep' | 'create' | 'change'; readonly sentence: string };

export type SetupResult = {
  readonly steps: readonly SetupStep[];
  /** The product of the first offer; null while it does not exist. */
  readonly productId: string | null;
  /** Price id per colour, as far as they exist. */
  readonly priceIds: Readonly<Record<string, string>>;
  /** Of an endpoint that was made just now; it is never shown again. */
  readonly webhookSecret: string | null;
};

export type Account = {
  readonly setup: ProviderSetup;
  /** False: nothing is changed, the steps say what would be. */
  readonly apply: boolean;
};

type Sold = {
  readonly steps: readonly SetupStep[];
  readonly productId: string | null;
  readonly prices: readonly (readonly [string, string])[];
};

/**
 * Brings a provider's account in line with the catalogue: product, one price per colour, webhook endpoint. What is
 * there already is adopted, so a second run changes nothing. A null address leaves the endpoint out. Throws PaymentError.
 */
export async function setUpProvider(
  account: Account,
  catalog: Catalog,
  appUrl: string | null,
): Promise<SetupResult> {
  const sold: Sold[] = [];
  for (const offer of catalog.offers) sold.push(await setUpOffer(account, offer));
  const endpoint =
    appUrl === null ? { steps: [], secret: null } : await setUpEndpoint(account, webhookUrl(appUrl));
  return {
    steps: [...sold.flatMap(({ steps }) => steps), ...endpoint.steps],
    productId: sold[0]?.productId ?? null,
    priceIds: Object.fromEntries(sold.flatMap(({ prices }) => prices)),
    webhookSecret: endpoint.secret,
  };
}

const step = (action: SetupStep['action'], sentence: string): SetupStep => ({ action, sentence });

async function setUpOffer(account: Account, offer: Offer): Promise<Sold> {
  const found = await account.setup.findProduct(offer.sku);
  const productId = found ?? (account.apply ? await createProduct(account, offer) : null);
  const product =
    found === null
      ? step('create', `product "${offer.name.en}" for ${offer.sku}${idOf(productId)}`)
      : step('keep', `product ${found} for ${offer.sku}`);
  const existing = await account.setup.findPrices(
    offer.variants.map((variant) => lookupKeyOf(offer, variant)),
  );
  const prices: Priced[] = [];
  for (const variant of offer.variants) {
    const price = existing.get(lookupKeyOf(offer, variant)) ?? null;
    prices.push(await setUpPrice(account, { offer, variant, price, productId }));
  }
  return {
    steps: [product, ...prices.map((price) => price.step)],
    productId,
    prices: prices.flatMap(({ variant, priceId }) => (priceId === null ? [] : [[variant, priceId]])),
  };
}

const createProduct = ({ setup }: Account, { sku, name }: Offer): Promise<string> =>
  setup.createProduct({ sku, name: name.en });

type Wanted = { offer: Offer; variant: Variant; price: ProviderPrice | null; productId: string | null };
type Priced = { step: SetupStep; variant: string; priceId: string | null };

async function setUpPrice({ setup, apply }: Account, wanted: Wanted): Promise<Priced> {
  const { offer, variant, price, productId } = wanted;
  if (price && fits(price, offer, productId)) {
    const sentence = `price ${price.priceId} for ${variant.id}`;
    return { step: step('keep', sentence), variant: variant.id, priceId: price.priceId };
  }
  const amounts = Object.entries(offer.prices);
  const lookupKey = lookupKeyOf(offer, variant);
  const priceId =
    apply && productId !== null
      ? await setup.createPrice({ productId, lookupKey, name: variant.name.en, amounts })
      : null;
  const cost = amounts.map(([currency, amount]) => `${amount} ${currency}`).join(', ');
  const instead = price ? `, instead of ${price.priceId}, which does not fit the catalogue` : '';
  const sentence = `price of ${cost} (minor units) for ${variant.id}${idOf(priceId)}${instead}`;
  return { step: step('create', sentence), variant: variant.id, priceId };
}

const idOf = (id: string | null): string => (id === null ? '' : `: ${id}`);

const lookupKeyOf = (offer: Offer, variant: Variant): string => `${offer.sku}:${variant.id}`;

const fits = (price: ProviderPrice, offer: Offer, productId: string | null): boolean =>
  price.active &&
  price.productId === productId &&
  Object.entries(offer.prices).every(([currency, amount]) => price.amounts[currency] === amount);

async function setUpEndpoint(
  { setup, apply }: Account,
  url: string,
): Promise<{ steps: SetupStep[]; secret: string | null }> {
  const version = await setup.apiVersion();
  const ours = (await setup.endpoints()).filter((endpoint) => endpoint.url === url);
  const current = ours.find(({ apiVersion }) => apiVersion === version);
  const others = ours.filter((endpoint) => endpoint !== current && endpoint.enabled).map(outdated);
  if (!current) {
    const made = apply ? await setup.createEndpoint(url) : null;
    const sentence = `webhook endpoint ${url} in API version ${version}${idOf(made?.endpointId ?? null)}`;
    return { steps: [step('create', sentence), ...others], secret: made?.secret ?? null };
  }
  if (current.enabled && sameEvents(current, setup)) {
    return {
      steps: [step('keep', `webhook endpoint ${current.endpointId} for ${url}`), ...others],
      secret: null,
    };
  }
  if (apply) await setup.mendEndpoint(current.endpointId);
  const sentence = `webhook endpoint ${current.endpointId}: switched on, with the ${setup.eventTypes.length} event types the shop reads`;
  return { steps: [step('change', sentence), ...others], secret: null };
}

const sameEvents = ({ events }: RegisteredEndpoint, { eventTypes }: ProviderSetup): boolean =>
  events.length === eventTypes.length && hasEvery(events, eventTypes);

/** Its version cannot be changed afterwards, and deleting it is the owner's decision. */
const outdated = ({ endpointId, apiVersion }: RegisteredEndpoint): SetupStep =>
  step(
    'keep',
    `webhook endpoint ${endpointId} has the same address in API version ${apiVersion ?? 'of the account'}: disable it once the new one works`,
  );
