import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exponentOf,
  formatMoney,
  money,
  readMoney,
  sameMoney,
  times,
  toDecimal,
  toDecimalText,
} from './money.ts';

describe('money', () => {
  it('is refused when it is a fraction, too large to be exact, or in no currency', () => {
    expect(() => money(1.5, 'USD')).toThrow(RangeError);
    expect(() => money(2 ** 53, 'USD')).toThrow(RangeError);
    expect(() => money(1, 'US')).toThrow(TypeError);
    expect(() => money(1, '1$D')).toThrow(TypeError);
  });

  it.each([
    [29_900, 'USD', '299.00'],
    [5, 'USD', '0.05'],
    [-5, 'USD', '-0.05'],
    [29_900, 'JPY', '29900'],
    [1, 'KWD', '0.001'],
    [0, 'USD', '0.00'],
  ])('writes %d %s as %s', (amount, currency, text) => {
    expect(toDecimalText(money(amount, currency))).toBe(text);
  });

  it('loses nothing between minor units and decimal text', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('JPY', 'USD', 'KWD'), (amount, currency) => {
        const digits = toDecimalText(money(amount, currency)).replace('.', '');
        expect(BigInt(digits)).toBe(BigInt(amount));
      }),
    );
  });

  it('reads as people write it: no-break space, real minus, zero-decimal currencies without a point', () => {
    expect(formatMoney(money(29_900, 'USD'), 'en')).toBe('299.00\u00a0USD');
    expect(formatMoney(money(-129_900, 'USD'), 'en')).toBe('−1,299.00\u00a0USD');
    expect(formatMoney(money(45_000, 'JPY'), 'ja')).toBe('45,000\u00a0JPY');
  });

  it.each([
    [29_900, 'USD', 'en', '299.00', '299.00\u00a0USD'],
    [219_900, 'CNY', 'zh', '2199.00', '2,199.00\u00a0CNY'],
    [46_800, 'JPY', 'ja', '46800', '46,800\u00a0JPY'],
    [28_900, 'EUR', 'es', '289.00', '289,00\u00a0EUR'],
    [1_999_000, 'HUF', 'en', '19990.00', '19,990.00\u00a0HUF'],
    [4_500_000, 'IDR', 'en', '45000.00', '45,000.00\u00a0IDR'],
    [150_000, 'ISK', 'en', '1500.00', '1,500.00\u00a0ISK'],
    [150_000, 'MGA', 'en', '150000', '150,000\u00a0MGA'],
    [12_340, 'KWD', 'en', '12.340', '12.340\u00a0KWD'],
    [1_289_900, 'EUR', 'es', '12899.00', '12.899,00\u00a0EUR'],
  ])('of %d %s in %s is %s on wires and %s to people', (amount, currency, locale, wire, shown) => {
    const value = money(amount, currency);
    expect(toDecimalText(value)).toBe(wire);
    expect(formatMoney(value, locale)).toBe(shown);
    expect(toDecimal(value) * 10 ** exponentOf(currency)).toBe(amount);
  });

  it('compares and multiplies in its own currency', () => {
    expect(times(money(29_900, 'USD'), 3)).toEqual(money(89_700, 'USD'));
    expect(sameMoney(money(1, 'usd'), money(1, 'USD'))).toBe(true);
    expect(sameMoney(money(1, 'USD'), money(1, 'EUR'))).toBe(false);
    expect(toDecimal(money(29_900, 'USD'))).toBe(299);
  });
});

describe('an amount somebody typed', () => {
  it.each([
    ['20', 'USD', 2_000],
    ['20.5', 'USD', 2_050],
    ['20,05', 'EUR', 2_005],
    [' 300 ', 'JPY', 300],
    ['1.23', 'KWD', 1_230],
    ['1500', 'ISK', 150_000],
    ['1500,00', 'UGX', 150_000],
    ['19990', 'HUF', 1_999_000],
  ])('%s %s is whole minor units', (text, currency, amount) => {
    expect(readMoney(text, currency)).toEqual({ amount, currency });
  });

  it.each([
    ['', 'USD'],
    ['-1', 'USD'],
    ['1.005', 'USD'],
    ['1.5', 'JPY'],
    ['1.234', 'KWD'],
    ['1500.50', 'ISK'],
    ['1,000.00', 'USD'],
    ['1e3', 'USD'],
  ])('%s %s is none', (text, currency) => {
    expect(readMoney(text, currency)).toBeNull();
  });
});
