import * as z from 'zod';
import { catalogSource } from '#config/catalog.ts';
import type { Catalog, StockLimit } from '#domain/offer.ts';
import { productTypes } from '#domain/offer.ts';
import { amountProblems, marketProblems } from './catalog-markets.ts';
import { stockLimit } from './stock-limit.ts';

const id = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case, for example "honey-khaki"')
  .refine((name) => !(name in Object.prototype), 'must not be a name every JavaScript object has');

const text = z.looseObject({ en: z.string().min(1) }).catchall(z.string().min(1));
const picture = z
  .string()
  .regex(/^\/product\/[a-z0-9-]+\.webp$/, 'must be a path like /product/hero-red.webp');
const currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code in capitals');
const flag = z.boolean();
const country = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 country in capitals');

const variant = z.object({
  id,
  name: text,
  availability: z.enum(['open', 'sold_out', 'closed']),
  stock: stockLimit.nullable().default(null),
  images: z.object({ hero: picture, front: picture, thumb: picture }),
  tint: z.object({
    hue: z.number().min(0).max(360),
    chroma: z.number().min(0).max(0.4),
    shell: z.string().regex(/^oklch\([\d. ]+\)$/, 'must be an oklch() colour'),
  }),
});

const offer = z.object({
  sku: id,
  productType: z.enum(productTypes),
  name: text,
  categories: z.array(z.string().min(1)),
  variants: z.array(variant).min(1, 'needs at least one colour').superRefine(unique('id')),
  prices: z.record(currency, z.int().positive('must be a whole number of minor units, above zero')),
  maxQuantity: z.int().min(1).max(99),
  shipWindow: z
    .object({ from: z.iso.date(), to: z.iso.date(), batch: z.string().min(1) })
    .refine(({ from, to }) => from <= to, 'ends before it starts'),
});

const checkout = z.object({
  promotionCodes: flag,
  automaticTax: flag,
  phone: flag,
  marketingConsent: flag,
  termsConsent: flag,
  invoices: flag,
  taxIds: flag,
  sessionSeconds: z.int().min(1_800).max(86_400),
});

const shippingZone = z.object({
  name: text,
  countries: z.array(country).min(1, 'needs at least one country'),
  rates: z.record(
    currency,
    z.strictObject({
      amount: z.int().nonnegative('must be a whole number of minor units'),
      freeFrom: z
        .int()
        .positive('must be a whole number of minor units, above zero')
        .nullable()
        .default(null),
    }),
  ),
});

const catalog = z.object({
  offers: z.tuple([offer], offer).superRefine(unique('sku')),
  currencyOf: z.looseObject({ en: currency }).catchall(currency),
  taxOf: z.record(currency, z.enum(['included', 'added'])),
  shipping: z.array(shippingZone),
  checkout,
});

type Shop = z.infer<typeof catalog>;
type PriceMap = Readonly<Record<string, string>>;
type StockMap = Readonly<Record<string, StockLimit>>;

/**
 * The validated catalogue with the provider's price id on every colour that has one (`COLOR_PRICE_MAP_JSON`), and with
 * the limits of `COLOR_STOCK_JSON` in place of its own. Throws one CatalogError that lists every problem by its path.
 */
export function loadCatalog(
  priceMap: PriceMap,
  source: unknown = catalogSource,
  stockMap: StockMap = {},
): Catalog {
  const parsed = catalog.safeParse(source);
  if (!parsed.success) {
    throw new CatalogError(
      parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'catalog'}: ${message}`),
    );
  }
  const problems = [
    ...missingPrices(parsed.data),
    ...marketProblems(parsed.data),
    ...amountProblems(parsed.data),
    ...missingNames(parsed.data),
    ...unknownColours(parsed.data, { COLOR_PRICE_MAP_JSON: priceMap, COLOR_STOCK_JSON: stockMap }),
  ];
  if (problems.length > 0) throw new CatalogError(problems);
  const [first, ...rest] = parsed.data.offers;
  return {
    ...parsed.data,
    offers: [configured(first, priceMap, stockMap), ...rest.map((o) => configured(o, priceMap, stockMap))],
  };
}

/** The catalogue cannot be sold from; the message names each place and what is wrong there. */
export class CatalogError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The catalogue (src/config/catalog.ts) has problems:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    );
    this.name = 'CatalogError';
    this.problems = problems;
  }
}

const configured = (
  offer: Shop['offers'][number],
  priceMap: PriceMap,
  stockMap: StockMap,
): Catalog['offers'][number] => ({
  ...offer,
  variants: offer.variants.map((variant) => ({
    ...variant,
    stock: ownValue(stockMap, variant.id) ?? variant.stock,
    priceId: ownValue(priceMap, variant.id) ?? null,
  })),
});

const ownValue = <V>(map: Readonly<Record<string, V>>, name: string): V | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined;

const missingPrices = (shop: Shop): string[] =>
  shop.offers.flatMap((offer, index) =>
    Object.entries(shop.currencyOf)
      .filter(([, code]) => !Object.hasOwn(offer.prices, code))
      .map(([locale, code]) => `offers.${index}.prices: no price in ${code}, the currency of "${locale}"`),
  );

/** A language that is priced is spoken, so everything for sale has a name in it. */
function missingNames(shop: Shop): string[] {
  const named = shop.offers.flatMap((offer, index) => [
    { path: `offers.${index}.name`, name: offer.name },
    ...offer.variants.map(({ name }, at) => ({ path: `offers.${index}.variants.${at}.name`, name })),
  ]);
  named.push(...shop.shipping.map(({ name }, index) => ({ path: `shipping.${index}.name`, name })));
  return named.flatMap(({ path, name }) =>
    Object.keys(shop.currencyOf)
      .filter((locale) => !Object.hasOwn(name, locale))
      .map((locale) => `${path}.${locale}: has no name in a language the shop is priced in`),
  );
}

function unknownColours(shop: Shop, maps: Readonly<Record<string, object>>): string[] {
  const known = new Set(shop.offers.flatMap((offer) => offer.variants.map((variant) => variant.id)));
  return Object.entries(maps).flatMap(([name, map]) =>
    Object.keys(map)
      .filter((colour) => !known.has(colour))
      .map((colour) => `${name}.${colour}: not a colour of the catalogue (${[...known].join(', ')})`),
  );
}

function unique<Key extends string>(key: Key) {
  return (entries: readonly Record<Key, string>[], context: z.core.$RefinementCtx): void => {
    const seen = new Set<string>();
    for (const [index, entry] of entries.entries()) {
      if (seen.has(entry[key])) {
        context.addIssue({ code: 'custom', path: [index, key], message: `"${entry[key]}" is there twice` });
      }
      seen.add(entry[key]);
    }
  };
}
