import type { Translate } from '#components/payments/checkout-texts.ts';
import { type CountryView, type QuantityView, unserved } from '#components/payments/checkout-view.ts';
import { formatMoney, type Money, money, times } from '#domain/money.ts';
import { elsewhere, homeCountry, rateIn, type ShippingZone, shippingFee } from '#domain/shipping.ts';

type Market = { zones: readonly ShippingZone[]; unitPrice: Money; locale: string };

/** What sending costs to the countries that share it, in a sentence's parts; no fee where the price includes it. */
export type DeliveryTerms = {
  /** The mark of those countries, `data-to`. */
  readonly zone: string;
  readonly fee: string | null;
  readonly freeFrom: string | null;
};

const markOf = (index: number): string => String(index + 1);

/** Every country parcels go to by its name in the page's language, and at last all the others. */
export function deliveryCountries(t: Translate, { zones, locale }: Omit<Market, 'unitPrice'>): CountryView[] {
  if (zones.length === 0) return [];
  const regions = new Intl.DisplayNames(locale, { type: 'region' });
  const served = zones.flatMap(({ countries }, index) =>
    countries.map((code) => ({ code, name: regions.of(code) ?? code, zone: markOf(index) })),
  );
  const { compare } = new Intl.Collator(locale);
  return [
    ...served.toSorted((one, other) => compare(one.name, other.name)),
    { code: elsewhere, name: t('shop.elsewhere'), zone: unserved },
  ];
}

export const homeOf = ({ zones, locale }: Omit<Market, 'unitPrice'>): string | null =>
  homeCountry(zones, locale);

export const deliveryTerms = ({ zones, unitPrice: { currency }, locale }: Market): DeliveryTerms[] =>
  zones.map(({ rates }, index) => {
    const { amount, freeFrom } = rateIn(rates, currency);
    const shown = (minor: number) => formatMoney(money(minor, currency), locale);
    return {
      zone: markOf(index),
      fee: amount === 0 ? null : shown(amount),
      freeFrom: amount === 0 || freeFrom === null ? null : shown(freeFrom),
    };
  });

/** What an amount of pieces costs with everything, once for all zones where that is the same. */
export function quantityView(count: number, { zones, unitPrice, locale }: Market): QuantityView {
  const goods = times(unitPrice, count);
  if (zones.length === 0) return { count, totals: [{ total: formatMoney(goods, locale), zones: null }] };
  const marks = new Map<string, string[]>();
  for (const [index, zone] of zones.entries()) {
    const sum = money(goods.amount + shippingFee(zone, goods).amount, goods.currency);
    const total = formatMoney(sum, locale);
    marks.set(total, [...(marks.get(total) ?? []), markOf(index)]);
  }
  return { count, totals: [...marks].map(([total, same]) => ({ total, zones: same.join(' ') })) };
}
