import { textIn } from '#domain/localized-text.ts';
import type { Money } from '#domain/money.ts';
import { toDecimalText } from '#domain/money.ts';
import type { Availability, Offer, Variant } from '#domain/offer.ts';
import { type ShippingZone, shippingFee } from '#domain/shipping.ts';

export type ProductDataSource = {
  readonly offer: Offer;
  readonly variants: readonly (Variant & { readonly availability: Availability })[];
  readonly unitPrice: Money;
  readonly locale: string;
  /** The address of the product page in this language. */
  readonly page: string;
  /** Origin of the shop without a slash at its end. */
  readonly appUrl: string;
  readonly shopName: string;
  readonly description: string;
  readonly returns: { readonly days: number; readonly countries: readonly string[] };
  /** Where parcels go; what one product costs to send there is part of its offer. */
  readonly shipping: readonly ShippingZone[];
};

const schema = (name: string): string => `https://schema.org/${name}`;

/** How a search engine calls what the picker says; a colour that is paused can be had again. */
const availabilities = {
  open: schema('PreOrder'),
  sold_out: schema('SoldOut'),
  closed: schema('OutOfStock'),
} as const satisfies Record<Availability, string>;

/**
 * The product as search engines read it, in the words and the currency of the page: one group, one product with its own
 * offer per colour (https://developers.google.com/search/docs/appearance/structured-data/product-variants).
 */
export function productData(source: ProductDataSource): object {
  const { offer, locale, page, shopName, description } = source;
  return {
    '@context': schema('').slice(0, -1),
    '@type': 'ProductGroup',
    productGroupID: offer.sku,
    name: textIn(offer.name, locale),
    description,
    url: page,
    brand: { '@type': 'Brand', name: shopName },
    variesBy: [schema('color')],
    hasMerchantReturnPolicy: {
      '@type': 'MerchantReturnPolicy',
      '@id': returnPolicy(source),
      applicableCountry: source.returns.countries,
      returnPolicyCategory: schema('MerchantReturnFiniteReturnWindow'),
      merchantReturnDays: source.returns.days,
    },
    hasVariant: source.variants.map((variant) => variantData(source, variant)),
  };
}

/** One policy for every colour, told once and named by the others. */
const returnPolicy = ({ appUrl }: Pick<ProductDataSource, 'appUrl'>): string => `${appUrl}/#returns`;

function variantData({ offer, locale, appUrl, ...source }: ProductDataSource, variant: Variant): object {
  const color = textIn(variant.name, locale);
  const url = `${source.page}?color=${variant.id}`;
  return {
    '@type': 'Product',
    sku: `${offer.sku}-${variant.id}`,
    name: `${textIn(offer.name, locale)}, ${color}`,
    description: source.description,
    color,
    image: [`${appUrl}${variant.images.hero}`, `${appUrl}${variant.images.front}`],
    url,
    offers: {
      '@type': 'Offer',
      url,
      price: toDecimalText(source.unitPrice),
      priceCurrency: source.unitPrice.currency,
      availability: availabilities[variant.availability],
      availabilityStarts: offer.shipWindow.from,
      itemCondition: schema('NewCondition'),
      seller: { '@type': 'Organization', name: source.shopName },
      hasMerchantReturnPolicy: { '@id': returnPolicy({ appUrl }) },
      shippingDetails: source.shipping.map((zone) => shippingData(zone, source.unitPrice)),
    },
  };
}

/** What one product costs to send to the countries of a zone (https://schema.org/OfferShippingDetails). */
function shippingData(zone: ShippingZone, unitPrice: Money): object {
  const fee = shippingFee(zone, unitPrice);
  return {
    '@type': 'OfferShippingDetails',
    shippingDestination: { '@type': 'DefinedRegion', addressCountry: zone.countries },
    shippingRate: { '@type': 'MonetaryAmount', value: toDecimalText(fee), currency: fee.currency },
  };
}
