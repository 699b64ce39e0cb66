/** An amount of money: an integer in the currency's minor unit and its ISO 4217 code in upper case. */
export type Money = { readonly amount: number; readonly currency: string };

/** Makes money from minor units; throws RangeError on fractions and TypeError on a malformed currency. */
export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Not an integer amount in minor units: ${amount}`);
  const code = currency.toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) throw new TypeError(`Not an ISO 4217 currency code: ${currency}`);
  return { amount, currency: code };
}

/**
 * How Stripe counts a currency in its API. The tables of a runtime (ICU, CLDR) differ from it and from one version to the
 * next: there the forint, the rupiah or the Colombian peso have no decimals, while Stripe charges them in hundredths.
 * https://docs.stripe.com/currencies#zero-decimal
 */
const withoutDecimals: ReadonlySet<string> = new Set([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA'],
  ...['PYG', 'RWF', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'],
]);
/** https://docs.stripe.com/currencies#three-decimal */
const withThreeDecimals: ReadonlySet<string> = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);
/** In hundredths although there are none, so that whole units alone are taken: https://docs.stripe.com/currencies#special-cases */
const wholeInHundredths: ReadonlySet<string> = new Set(['ISK', 'UGX']);

/** Digits behind the decimal point of a currency (ISO 4217, in capitals), as Stripe counts it: JPY 0, USD 2, KWD 3. */
export function exponentOf(currency: string): number {
  if (withoutDecimals.has(currency)) return 0;
  return withThreeDecimals.has(currency) ? 3 : 2;
}

/** The minor units an amount must be a multiple of to be charged: USD 1, KWD 10, ISK 100. */
export function stepOf(currency: string): number {
  if (wholeInHundredths.has(currency)) return 100;
  return withThreeDecimals.has(currency) ? 10 : 1;
}

/** Making a number format takes longer than everything else about an amount, so what is learnt of one is kept. */
const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, digits: number): Intl.NumberFormat {
  const key = `${locale} ${digits}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  formats.set(key, format);
  return format;
}

/** The exact decimal text, for example `299.00`; for wires and files, never for people. */
export function toDecimalText({ amount, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const sign = amount < 0 ? '-' : '';
  return exponent === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

/** The amount somebody typed, such as `20`, `20.5` or `20,50`; null where it is none, or finer than can be charged. */
export function readMoney(text: string, currency: string): Money | null {
  const [, whole, fraction = ''] = /^(\d{1,12})(?:[.,](\d{0,4}))?$/.exec(text.trim()) ?? [];
  const exponent = exponentOf(currency);
  if (whole === undefined || fraction.length > exponent) return null;
  const amount = Number(`${whole}${fraction.padEnd(exponent, '0')}`);
  return amount % stepOf(currency) === 0 ? money(amount, currency) : null;
}

/** The amount as a decimal number, for receivers that want one (Klaviyo's `value`). */
export const toDecimal = (value: Money): number => Number(toDecimalText(value));

/**
 * What a person reads: `299.00 USD`, the number in their language, the code behind a no-break space. Codes and not signs,
 * because a dollar sign is many currencies and ¥ is both the yen and the yuan, which are both charged here.
 */
export function formatMoney(value: Money, locale: string): string {
  const number = numberFormat(locale, exponentOf(value.currency));
  return `${number.format(Number(toDecimalText(value))).replace('-', '−')}\u00a0${value.currency}`;
}

export const times = (value: Money, count: number): Money => money(value.amount * count, value.currency);

export const sameMoney = (a: Money, b: Money): boolean => a.amount === b.amount && a.currency === b.currency;
