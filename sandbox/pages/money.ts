import { StripeApiError } from '#sandbox/stripe/errors.ts';

/** An amount of minor units as people read it in a language, such as `299.00 USD` or `44,850 JPY`. */
export function moneyText(amount: number, currency: string, lang = 'en'): string {
  const digits = digitsOf(currency);
  const number = new Intl.NumberFormat(lang, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return `${number.format(amount / 10 ** digits)} ${currency.toUpperCase()}`;
}

/** `12.50` typed by a person, as minor units. Throws when it is no amount. */
export function minorUnits(typed: string, currency: string): number {
  const amount = Math.round(Number(typed.replace(',', '.')) * 10 ** digitsOf(currency));
  if (Number.isSafeInteger(amount) && amount > 0) return amount;
  throw new StripeApiError(`"${typed}" is no amount of ${currency.toUpperCase()}.`);
}

/** An amount without its currency, as an input field wants it. */
export const plainAmount = (amount: number, currency: string): string =>
  (amount / 10 ** digitsOf(currency)).toFixed(digitsOf(currency));

/** As Stripe counts: https://docs.stripe.com/currencies#zero-decimal */
const withoutDecimals = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' ');
const withThreeDecimals = 'BHD JOD KWD OMR TND'.split(' ');

function digitsOf(currency: string): number {
  const code = currency.toUpperCase();
  if (withoutDecimals.includes(code)) return 0;
  return withThreeDecimals.includes(code) ? 3 : 2;
}
