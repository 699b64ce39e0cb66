import { describe, expect, it } from 'vitest';
import { loadCatalog } from '#libs/Catalog.ts';
import { driftReports, findDrift } from './price-drift.ts';

const catalog = loadCatalog({ red: 'price_red' });
const prices = catalog.offers[0].prices;
const charging = (amounts: Record<string, number>, active = true) =>
  findDrift(catalog, [{ priceId: 'price_red', active, amounts }]);
const sentences = (drift: ReturnType<typeof charging>) => driftReports(drift).map(({ sentence }) => sentence);

describe('page and charge', () => {
  it('agree when every currency of the shop has the amount of the catalogue', () => {
    expect(charging({ ...prices, GBP: 1 })).toEqual([]);
  });

  it('disagree in one market alone, by amount or because there is no price', () => {
    const { JPY: _, ...others } = prices;
    const drift = charging({ ...others, EUR: 27_900 });
    expect(drift.map(({ currency, charged }) => [currency, charged])).toEqual([
      ['JPY', null],
      ['EUR', 27_900],
    ]);
    expect(sentences(drift)).toEqual([
      'red is closed where JPY is shown: price_red has no active price in JPY.',
      'red is closed where EUR is shown: the catalogue says 28900 (minor units), price_red charges 27900.',
    ]);
  });

  it('of a price that is gone is one report about every currency', () => {
    expect(sentences(charging(prices, false))).toEqual([
      'red is closed where USD, CNY, JPY, EUR is shown: price_red has no active price in USD, CNY, JPY, EUR.',
    ]);
  });
});
