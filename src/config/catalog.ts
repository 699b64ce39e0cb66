import type { Catalog, Offer, StockLimit, Variant } from '#domain/offer.ts';
import type { ShippingRate, ShippingZone } from '#domain/shipping.ts';

type VariantSource = Omit<Variant, 'priceId' | 'stock'> & {
  /** Left out, as many are made as are ordered. With a limit alone: no buffer, held for half an hour, closed when unknown. */
  readonly stock?: Pick<StockLimit, 'limit'> & Partial<StockLimit>;
};
type RateSource = Pick<ShippingRate, 'amount'> & Partial<ShippingRate>;
type ZoneSource = Omit<ShippingZone, 'rates'> & {
  readonly rates: { readonly [currency: string]: RateSource };
};
type OfferSource = Omit<Offer, 'variants'> & { readonly variants: readonly VariantSource[] };

/** What the owner writes here; `loadCatalog` checks it and adds the provider's price ids. */
export type CatalogSource = Omit<Catalog, 'offers' | 'shipping'> & {
  readonly offers: readonly OfferSource[];
  readonly shipping: readonly ZoneSource[];
};

const picturesOf = (colour: string): Variant['images'] => ({
  hero: `/product/hero-${colour}.webp`,
  front: `/product/front-${colour}.webp`,
  thumb: `/product/thumb-${colour}.webp`,
});

const colours: readonly VariantSource[] = [
  {
    id: 'honey-khaki',
    name: { en: 'Honey Khaki', zh: '蜂蜜卡其', ja: 'ハニーカーキ', es: 'Caqui miel' },
    availability: 'open',
    images: picturesOf('honey-khaki'),
    tint: { hue: 81, chroma: 0.082, shell: 'oklch(0.745 0.090 81)' },
  },
  {
    id: 'sakura-pink',
    name: { en: 'Sakura Pink', zh: '樱花粉', ja: 'さくらピンク', es: 'Rosa sakura' },
    availability: 'open',
    images: picturesOf('sakura-pink'),
    tint: { hue: 6, chroma: 0.1, shell: 'oklch(0.820 0.066 5)' },
  },
  {
    id: 'healing-green',
    name: { en: 'Healing Green', zh: '疗愈绿', ja: 'やすらぎグリーン', es: 'Verde calma' },
    availability: 'open',
    images: picturesOf('healing-green'),
    tint: { hue: 154, chroma: 0.074, shell: 'oklch(0.755 0.050 154)' },
  },
  {
    id: 'moonlight-grey',
    name: { en: 'Moonlight Grey', zh: '月光灰', ja: '月光グレー', es: 'Gris luna' },
    availability: 'open',
    images: picturesOf('moonlight-grey'),
    tint: { hue: 258, chroma: 0.018, shell: 'oklch(0.790 0.015 258)' },
  },
  {
    id: 'red',
    name: { en: 'Red', zh: '红色', ja: 'レッド', es: 'Rojo' },
    availability: 'open',
    images: picturesOf('red'),
    tint: { hue: 25, chroma: 0.17, shell: 'oklch(0.555 0.178 25)' },
  },
];

/**
 * Everything the shop sells. The order of the colours is their order on the page, and a new colour is one entry here
 * plus its pictures. Prices are in the currency's minor unit: 29,900 USD cents are 299.00, and the yen has none. The
 * first currency is the price's own at the provider, the others are options of the same price.
 */
export const catalogSource: CatalogSource = {
  offers: [
    {
      sku: 'rolitt-companion',
      productType: 'preorder',
      name: { en: 'Rolitt', zh: 'Rolitt', ja: 'Rolitt', es: 'Rolitt' },
      categories: ['Companions', 'Preorder'],
      variants: colours,
      prices: { USD: 29_900, CNY: 219_900, JPY: 46_800, EUR: 28_900 },
      maxQuantity: 3,
      shipWindow: { from: '2027-03-01', to: '2027-03-12', batch: '02' },
    },
  ],
  currencyOf: { en: 'USD', zh: 'CNY', ja: 'JPY', es: 'EUR' },
  // `added` needs `automaticTax` below: somebody has to add it.
  taxOf: { USD: 'included', CNY: 'included', JPY: 'included', EUR: 'included' },
  // Parcels go to these countries and to no others; whoever is elsewhere is told so before paying.
  shipping: [
    {
      name: { en: 'Tracked parcel', zh: '可追踪包裹', ja: '追跡つき小包', es: 'Paquete con seguimiento' },
      // biome-ignore format: one line per region reads better than one per country
      countries: [
        'US',
        'IE', 'DE', 'AT', 'FR', 'BE', 'NL', 'LU', 'ES', 'PT', 'IT', 'DK', 'SE', 'FI', 'PL', 'CZ',
        'CN', 'JP',
      ],
      rates: { USD: { amount: 0 }, CNY: { amount: 0 }, JPY: { amount: 0 }, EUR: { amount: 0 } },
    },
    {
      name: {
        en: 'International parcel, duties paid',
        zh: '国际包裹，已含关税',
        ja: '国際小包（関税込み）',
        es: 'Paquete internacional, aranceles pagados',
      },
      countries: ['CA', 'MX', 'GB', 'CH', 'NO', 'HK', 'TW', 'KR', 'SG', 'AU', 'NZ'],
      rates: {
        USD: { amount: 1_900, freeFrom: 50_000 },
        CNY: { amount: 13_900, freeFrom: 360_000 },
        JPY: { amount: 2_900, freeFrom: 80_000 },
        EUR: { amount: 1_800, freeFrom: 48_000 },
      },
    },
  ],
  checkout: {
    promotionCodes: true,
    automaticTax: false,
    phone: false,
    marketingConsent: false,
    termsConsent: false,
    invoices: false,
    taxIds: false,
    sessionSeconds: 86_400,
  },
};
