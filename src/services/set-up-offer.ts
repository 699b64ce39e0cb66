import { type Catalog, type Offer, taxModeOf, type Variant } from '#domain/offer.ts';
import type { ProviderPrice } from '#libs/payments/core/provider-price.ts';
import type { NewPrice, ProviderSetup } from '#libs/payments/core/provider-setup.ts';

/** One thing the account has, or has to get. */
export type SetupStep = { readonly action: 'keep' | 'create' | 'change'; readonly sentence: string };

export type Account = {
  readonly setup: ProviderSetup;
  /** False: nothing is changed, the steps say what would be. */
  readonly apply: boolean;
};

/** An account, and what its prices have to say about tax. */
type Selling = Account & Pick<Catalog, 'taxOf'>;

export type Sold = {
  readonly steps: readonly SetupStep[];
  readonly productId: string | null;
  readonly prices: readonly (readonly [string, string])[];
};

export const step = (action: SetupStep['action'], sentence: string): SetupStep => ({ action, sentence });

/** Brings the product of an offer and the price of each of its colours in line. Throws PaymentError. */
export async function setUpOffer(account: Selling, offer: Offer): Promise<Sold> {
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

async function setUpPrice(account: Selling, wanted: Wanted): Promise<Priced> {
  const { setup, apply } = account;
  const { offer, variant, price, productId } = wanted;
  const amounts = amountsOf(account, offer);
  if (price && fits(price, amounts, productId)) {
    const sentence = `price ${price.priceId} for ${variant.id}`;
    return { step: step('keep', sentence), variant: variant.id, priceId: price.priceId };
  }
  const missing = price && sellsAs(price, productId) ? currenciesMissing(price, amounts) : null;
  if (price && missing) {
    if (apply) await setup.addCurrencies(price.priceId, missing);
    const sentence = `price ${price.priceId} for ${variant.id}: also ${costOf(missing)}`;
    return { step: step('change', sentence), variant: variant.id, priceId: price.priceId };
  }
  const lookupKey = lookupKeyOf(offer, variant);
  const priceId =
    apply && productId !== null
      ? await setup.createPrice({ productId, lookupKey, name: variant.name.en, amounts })
      : null;
  const instead = price ? `, instead of ${price.priceId}, which does not fit the catalogue` : '';
  const sentence = `price of ${costOf(amounts)} for ${variant.id}${idOf(priceId)}${instead}`;
  return { step: step('create', sentence), variant: variant.id, priceId };
}

export const idOf = (id: string | null): string => (id === null ? '' : `: ${id}`);

const amountsOf = (markets: Pick<Catalog, 'taxOf'>, { prices }: Offer): NewPrice['amounts'] =>
  Object.entries(prices).map(([currency, amount]) => ({
    currency,
    amount,
    tax: taxModeOf(markets, currency),
  }));

const lookupKeyOf = (offer: Offer, variant: Variant): string => `${offer.sku}:${variant.id}`;

const costOf = (amounts: NewPrice['amounts']): string =>
  `${amounts.map(({ currency, amount }) => `${amount} ${currency}`).join(', ')} (minor units)`;

const sellsAs = (price: ProviderPrice, productId: string | null): boolean =>
  price.active && price.productId === productId;

const fits = (price: ProviderPrice, amounts: NewPrice['amounts'], productId: string | null): boolean =>
  sellsAs(price, productId) && currenciesMissing(price, amounts)?.length === 0;

/** What a price lacks to be the catalogue's; null when it says otherwise in some currency, which only another price can mend. */
function currenciesMissing(price: ProviderPrice, amounts: NewPrice['amounts']): NewPrice['amounts'] | null {
  const said = amounts.filter(({ currency }) => price.amounts[currency] !== undefined);
  const agrees = said.every(({ currency, amount }) => price.amounts[currency] === amount);
  return agrees && said.length > 0 ? amounts.filter((one) => !said.includes(one)) : null;
}
