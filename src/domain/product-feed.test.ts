import { describe, expect, it } from 'vitest';
import { catalogSource } from '#config/catalog.ts';
import type { Offer, VariantOnShow } from './offer.ts';
import { productFeed } from './product-feed.ts';

const [offer] = catalogSource.offers as unknown as readonly [Offer];
const onShow = offer.variants.map(
  (variant): VariantOnShow => ({ ...variant, availability: 'open', left: null }),
);
const feedOf = (variants: readonly VariantOnShow[], locale = 'en', currency = 'USD') =>
  productFeed({
    ...{ offer, variants, locale, currency, description: 'A companion.' },
    ...{ home: 'https://shop.test/', appUrl: 'https://shop.test' },
  });

describe('the feed of the catalogue', () => {
  it('has every colour once, in the sequence of the page', () => {
    expect(feedOf(onShow).map(({ color }) => color)).toEqual(offer.variants.map(({ id }) => id));
    expect(new Set(feedOf(onShow).map(({ id }) => id)).size).toBe(offer.variants.length);
  });

  it('is flat and has everything Klaviyo requires of an item', () => {
    for (const item of feedOf(onShow)) {
      for (const field of ['id', 'title', 'link', 'image_link', 'description'])
        expect(String(item[field])).not.toBe('');
      const nested = Object.entries(item).filter(
        ([name, value]) => typeof value === 'object' && name !== 'categories',
      );
      expect(nested).toEqual([]);
    }
  });

  it('has absolute addresses that lead to the colour', () => {
    for (const { link, image_link, color } of feedOf(onShow)) {
      expect(link).toBe(`https://shop.test/?color=${color}`);
      expect(new URL(String(image_link)).origin).toBe('https://shop.test');
    }
  });

  it('has prices as decimals, each in the exponent of its currency', () => {
    const [item] = feedOf(onShow, 'ja', 'JPY');
    expect(item).toMatchObject({
      price: offer.prices.JPY,
      currency: 'JPY',
      price_jpy: offer.prices.JPY,
      price_usd: (offer.prices.USD ?? 0) / 100,
    });
  });

  it('hides what is gone, counts what is few, and shows what nobody counts', () => {
    const [one, two, three] = onShow as [VariantOnShow, VariantOnShow, VariantOnShow];
    const feed = feedOf([{ ...one, availability: 'sold_out' }, { ...two, left: 2 }, three]);
    expect(feed).toMatchObject([
      { availability: 'sold_out', inventory_quantity: 0, inventory_policy: 1 },
      { availability: 'open', inventory_quantity: 2, inventory_policy: 1 },
      { availability: 'open', inventory_policy: 2 },
    ]);
    expect(feed[2]).not.toHaveProperty('inventory_quantity');
  });
});
