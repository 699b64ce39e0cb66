import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentOf, formatMoney, money, readMoney, stepOf, toDecimal, toDecimalText } from './money.ts';

/** https://docs.stripe.com/currencies#zero-decimal */
const zero = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ');
/** https://docs.stripe.com/currencies#three-decimal */
const three = 'BHD JOD KWD OMR TND'.split(' ');
/** Charged in hundredths, whatever the tables of a runtime say of some of them. */
const two = 'USD EUR GBP CNY HUF TWD COP IDR PKR ALL LAK MMK LBP AFN AMD CRC RSD TZS UZS ISK UGX'.split(' ');

describe('a currency', () => {
  it('has as many digits as Stripe counts it in, whatever the runtime knows', () => {
    expect(zero.filter((code) => exponentOf(code) !== 0)).toEqual([]);
    expect(two.filter((code) => exponentOf(code) !== 2)).toEqual([]);
    expect(three.filter((code) => exponentOf(code) !== 3)).toEqual([]);
  });

  it('is charged in steps: whole krónur and Ugandan shillings, tens of the smallest unit where that is a thousandth', () => {
    expect(['ISK', 'UGX'].map(stepOf)).toEqual([100, 100]);
    expect(three.map(stepOf)).toEqual([10, 10, 10, 10, 10]);
    expect([...zero, 'USD', 'HUF', 'TWD'].filter((code) => stepOf(code) !== 1)).toEqual([]);
  });
});

describe('an amount that can be charged', () => {
  const amounts = fc
    .record({ steps: fc.nat({ max: 10 ** 9 }), currency: fc.constantFrom(...zero, ...two, ...three) })
    .map(({ steps, currency }) => money(steps * stepOf(currency), currency));

  it('is the same amount after it was written and typed in again', () => {
    fc.assert(
      fc.property(amounts, (value) => {
        expect(readMoney(toDecimalText(value), value.currency)).toEqual(value);
      }),
    );
  });

  it('has the same digits for people as on wires, and the same value as a number', () => {
    fc.assert(
      fc.property(amounts, (value) => {
        const [number = ''] = formatMoney(value, 'en').split('\u00a0');
        expect(number.replaceAll(',', '')).toBe(toDecimalText(value));
        expect(Math.round(toDecimal(value) * 10 ** exponentOf(value.currency))).toBe(value.amount);
      }),
    );
  });
});
