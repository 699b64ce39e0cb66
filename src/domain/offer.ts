import type { LocalizedText } from './localized-text.ts';
import type { Money } from './money.ts';
import { money } from './money.ts';
import type { ShippingZone } from './shipping.ts';

export const productTypes = ['preorder'] as const;
export type ProductType = (typeof productTypes)[number];

export type Availability = 'open' | 'sold_out' | 'closed';

/** How many pieces of a colour may be sold: never more than `limit` and `buffer` together. */
export type StockLimit = {
  /** Pieces shoppers can choose. */
  readonly limit: number;
  /** Pieces kept back for payments that arrive when their hold has lapsed. */
  readonly buffer: number;
  /** Seconds a payment page for this colour stays open, 1,800 to 86,400; its pieces are held that long and a little longer. */
  readonly holdSeconds: number;
  /** The page tells how many are left from this number down; 0 keeps it to itself. */
  readonly fewLeft: number;
  /** What happens while nobody knows how many are left. */
  readonly whenUnknown: 'sell' | 'close';
};

/** One choice of an offer: a colour or a plan. Its place in the list is its place on the page. */
export type Variant = {
  readonly id: string;
  readonly name: LocalizedText;
  readonly availability: Availability;
  /** Null where as many are made as are ordered. */
  readonly stock: StockLimit | null;
  /** The provider's price id that is charged; absent while the owner has not configured one. */
  readonly priceId: string | null;
  readonly images: { readonly hero: string; readonly front: string; readonly thumb: string };
  /** The two numbers and the shell the whole page takes its hue from (OKLCH). */
  readonly tint: { readonly hue: number; readonly chroma: number; readonly shell: string };
};

/** A variant as the page shows it today. */
export type VariantOnShow = Variant & {
  /** How many are left, where the page may tell; null where there are plenty, or nobody knows. */
  readonly left: number | null;
};

export type ShipWindow = { readonly from: string; readonly to: string; readonly batch: string };

/** What can be bought: one sku, its variants in the configured order, its price per currency in minor units. */
export type Offer = {
  readonly sku: string;
  readonly productType: ProductType;
  readonly name: LocalizedText;
  readonly categories: readonly string[];
  readonly variants: readonly Variant[];
  readonly prices: { readonly [currency: string]: number };
  readonly maxQuantity: number;
  readonly shipWindow: ShipWindow;
};

/** What the owner passes on to the payment page; all of it configuration. */
export type CheckoutSettings = {
  readonly promotionCodes: boolean;
  readonly automaticTax: boolean;
  readonly phone: boolean;
  readonly marketingConsent: boolean;
  readonly termsConsent: boolean;
  /** Whether the provider writes an invoice for every payment. */
  readonly invoices: boolean;
  /** Whether companies may enter their VAT number, which then stands on the invoice. */
  readonly taxIds: boolean;
  /** Seconds a payment page stays open, 1,800 to 86,400. */
  readonly sessionSeconds: number;
};

/** Whether a price holds the tax already, or the payment page adds it. */
export type TaxMode = 'included' | 'added';

/** Everything that is for sale, the currency each language is priced in, and where it is sent. */
export type Catalog = {
  readonly offers: readonly [Offer, ...Offer[]];
  readonly currencyOf: { readonly [locale: string]: string };
  readonly taxOf: { readonly [currency: string]: TaxMode };
  /** Nowhere: nothing is sent, and the payment page asks for no address. */
  readonly shipping: readonly ShippingZone[];
  readonly checkout: CheckoutSettings;
};

export const findOffer = (catalog: Catalog, sku: string): Offer | undefined =>
  catalog.offers.find((offer) => offer.sku === sku);

export const findVariant = (offer: Offer, id: string): Variant | undefined =>
  offer.variants.find((variant) => variant.id === id);

/** The unit price for a language; throws when the catalogue has no price in its currency, which its validation rules out. */
export function unitPrice(catalog: Catalog, offer: Offer, locale: string): Money {
  const currency = catalog.currencyOf[locale] ?? catalog.currencyOf.en ?? 'USD';
  const amount = offer.prices[currency];
  if (amount === undefined) throw new RangeError(`${offer.sku} has no price in ${currency}`);
  return money(amount, currency);
}

/** Whether prices in a currency hold the tax; the validation of the catalogue names every currency. */
export const taxModeOf = ({ taxOf }: Pick<Catalog, 'taxOf'>, currency: string): TaxMode =>
  taxOf[currency] ?? 'included';
