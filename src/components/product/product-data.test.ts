import { describe, expect, it } from 'vitest';
import { unitPrice } from '#domain/offer.ts';
import { loadCatalog } from '#libs/Catalog.ts';
import { productData } from './product-data.ts';

const catalog = loadCatalog({});
const [offer] = catalog.offers;

const ratesElsewhere = Object.fromEntries(
  ['CNY', 'JPY', 'EUR'].map((currency) => [currency, { amount: 0, freeFrom: null }]),
);

const dataIn = (locale: string) =>
  productData({
    offer,
    variants: offer.variants.map((variant, index) =>
      index === 0 ? { ...variant, availability: 'sold_out' } : variant,
    ),
    unitPrice: unitPrice(catalog, offer, locale),
    locale,
    page: `https://shop.test/${locale}`,
    appUrl: 'https://shop.test',
    shopName: 'Rolitt',
    description: 'A companion.',
    returns: { days: 30, countries: ['DE', 'JP'] },
    shipping: [
      { name: { en: 'Post' }, countries: ['DE'], rates: { USD: { amount: 1290, freeFrom: null } } },
      { name: { en: 'Post' }, countries: ['US'], rates: { USD: { amount: 900, freeFrom: 29_900 } } },
    ].map((zone) => ({ ...zone, rates: { ...ratesElsewhere, ...zone.rates } })),
  });

describe('structured data', () => {
  it.each([
    ['en', '299.00', 'USD', 'Sakura Pink'],
    ['zh', '2199.00', 'CNY', '樱花粉'],
    ['ja', '46800', 'JPY', 'さくらピンク'],
    ['es', '289.00', 'EUR', 'Rosa sakura'],
  ])('in %s offers every colour for preorder at %s %s', (locale, price, priceCurrency, color) => {
    const url = `https://shop.test/${locale}?color=sakura-pink`;
    const availability = 'https://schema.org/PreOrder';
    expect(dataIn(locale)).toMatchObject({ '@type': 'ProductGroup', productGroupID: offer.sku });
    expect(dataIn(locale)).toHaveProperty('hasVariant.1.color', color);
    expect(dataIn(locale)).toHaveProperty('hasVariant.1.url', url);
    expect(dataIn(locale)).toHaveProperty(
      'hasVariant.1.offers',
      expect.objectContaining({ url, price, priceCurrency, availability, availabilityStarts: '2027-03-01' }),
    );
  });

  it('says of a colour that cannot be had what the page says', () => {
    expect(dataIn('en')).toHaveProperty('hasVariant.0.offers.availability', 'https://schema.org/SoldOut');
  });

  it('says what one costs to send, by country, and free where the goods are worth enough', () => {
    const to = (addressCountry: string[], value: string) => ({
      '@type': 'OfferShippingDetails',
      shippingDestination: { '@type': 'DefinedRegion', addressCountry },
      shippingRate: { '@type': 'MonetaryAmount', value, currency: 'USD' },
    });
    expect(dataIn('en')).toHaveProperty('hasVariant.1.offers.shippingDetails', [
      to(['DE'], '12.90'),
      to(['US'], '0.00'),
    ]);
  });
});
