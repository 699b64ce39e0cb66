import { textIn } from './localized-text.ts';
import { money, toDecimal } from './money.ts';
import type { Offer, VariantOnShow } from './offer.ts';

/** One colour as a marketing tool lists it: flat, because Klaviyo reads a feed one level deep. */
export type FeedItem = Readonly<Record<string, string | number | readonly string[]>>;

type FeedSource = {
  readonly offer: Offer;
  readonly variants: readonly VariantOnShow[];
  readonly locale: string;
  /** The currency of that language. */
  readonly currency: string;
  /** One sentence about the product in that language. */
  readonly description: string;
  /** The absolute address of the product page in that language. */
  readonly home: string;
  /** Origin of the shop without a slash at its end. */
  readonly appUrl: string;
};

/**
 * Every colour of an offer with its link, picture, prices as decimals and whether it can be had.
 * https://developers.klaviyo.com/en/docs/guide_to_syncing_a_custom_catalog_feed_to_klaviyo
 */
export function productFeed({ offer, variants, ...source }: FeedSource): readonly FeedItem[] {
  const { locale, currency, description, home, appUrl } = source;
  const prices = Object.entries(offer.prices).map(
    ([code, amount]) => [`price_${code.toLowerCase()}`, toDecimal(money(amount, code))] as const,
  );
  return variants.map((variant) => ({
    id: `${offer.sku}-${variant.id}`,
    title: `${textIn(offer.name, locale)}, ${textIn(variant.name, locale)}`,
    description,
    link: `${home}?color=${variant.id}`,
    image_link: `${appUrl}${variant.images.front}`,
    categories: offer.categories,
    sku: offer.sku,
    color: variant.id,
    color_name: textIn(variant.name, locale),
    locale,
    price: toDecimal(money(offer.prices[currency] ?? 0, currency)),
    currency,
    ...Object.fromEntries(prices),
    ship_window: `${offer.shipWindow.from}/${offer.shipWindow.to}`,
    ...availabilityOf(variant),
  }));
}

/**
 * What is gone is hidden (policy 1 with nothing left), what is few says how few, and everything else is shown always
 * (policy 2), because nobody counts it.
 */
function availabilityOf({ availability, left }: VariantOnShow): FeedItem {
  if (availability !== 'open') return { availability, inventory_quantity: 0, inventory_policy: 1 };
  return left === null
    ? { availability, inventory_policy: 2 }
    : { availability, inventory_quantity: left, inventory_policy: 1 };
}
