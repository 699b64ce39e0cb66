import { describe, expect, it } from 'vitest';
import { money } from './money.ts';
import { homeCountry, servedCountries, shippingFee, zoneOf } from './shipping.ts';

const name = { en: 'Parcel' };
const near = { name, countries: ['DE', 'JP'], rates: { EUR: { amount: 0, freeFrom: null } } };
const far = {
  name,
  countries: ['NO'],
  rates: { EUR: { amount: 1_800, freeFrom: 50_000 }, JPY: { amount: 2_900, freeFrom: null } },
};
const zones = [near, far];

describe('the countries parcels go to', () => {
  it('are those of all zones, each with the rates of its own', () => {
    expect(servedCountries(zones)).toEqual(['DE', 'JP', 'NO']);
    expect(zoneOf(zones, 'NO')).toBe(far);
    expect(zoneOf(zones, 'BR')).toBeNull();
  });

  it.each([
    ['ja', 'JP'],
    ['de', 'DE'],
    ['nb', 'NO'],
    ['en', 'DE'],
  ])('start in %s with %s', (locale, country) => {
    expect(homeCountry(zones, locale)).toBe(country);
  });

  it('are none where nothing is sent', () => {
    expect(homeCountry([], 'en')).toBeNull();
  });
});

describe('what sending costs', () => {
  it.each([
    [0, 1_800],
    [49_999, 1_800],
    [50_000, 0],
    [99_999, 0],
  ])('for goods of %i is %i', (goods, fee) => {
    expect(shippingFee(far, money(goods, 'EUR'))).toEqual(money(fee, 'EUR'));
  });

  it('is the same for every value where nothing is free', () => {
    expect(shippingFee(far, money(9_999_999, 'JPY'))).toEqual(money(2_900, 'JPY'));
  });

  it('is nothing where the price includes it', () => {
    expect(shippingFee(near, money(1, 'EUR'))).toEqual(money(0, 'EUR'));
  });
});
