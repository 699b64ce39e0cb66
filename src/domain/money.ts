/** An amount of money: an integer in the currency's minor unit and its ISO 4217 code in upper case. */
export type Money = { readonly amount: number; readonly currency: string };

/** Makes money from minor units; throws RangeError on fractions and TypeError on a malformed currency. */
export function money(amount: number, currency: string): Money {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Not an integer amount in minor units: ${amount}`);
  const code = currency.toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) throw new TypeError(`Not an ISO 4217 currency code: ${currency}`);
  return { amount, currency: code };
}

/** Making a number format takes longer than everything else about an amount, so what is learnt of one is kept. */
const exponents = new Map<string, number>();
const formats = new Map<string, Intl.NumberFormat>();

function kept<V>(known: Map<string, V>, key: string, make: () => V): V {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}

/** Digits behind the decimal point of a currency: JPY 0, USD 2, KWD 3. */
export const exponentOf = (currency: string): number =>
  kept(exponents, currency, () => {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  });

/** The exact decimal text, for example `299.00`; for wires and files, never for people. */
export function toDecimalText({ amount, currency }: Money): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const cut = digits.length - exponent;
  const sign = amount < 0 ? '-' : '';
  return exponent === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

/** The amount somebody typed, such as `20`, `20.5` or `20,50`; null where it is none, or finer than the currency. */
export function readMoney(text: string, currency: string): Money | null {
  const [, whole, fraction = ''] = /^(\d{1,12})(?:[.,](\d{0,4}))?$/.exec(text.trim()) ?? [];
  const exponent = exponentOf(currency);
  if (whole === undefined || fraction.length > exponent) return null;
  return money(Number(`${whole}${fraction.padEnd(exponent, '0')}`), currency);
}

/** The amount as a decimal number, for receivers that want one (Klaviyo's `value`). */
export const toDecimal = (value: Money): number => Number(toDecimalText(value));

/**
 * What a person reads: `299.00 USD`, the number in their language, the code behind a no-break space. Codes and not signs,
 * because a dollar sign is many currencies and ¥ is both the yen and the yuan, which are both charged here.
 */
export function formatMoney(value: Money, locale: string): string {
  const digits = exponentOf(value.currency);
  const number = kept(
    formats,
    `${locale} ${digits}`,
    () => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  return `${number.format(Number(toDecimalText(value))).replace('-', '−')}\u00a0${value.currency}`;
}

export const times = (value: Money, count: number): Money => money(value.amount * count, value.currency);

export const sameMoney = (a: Money, b: Money): boolean => a.amount === b.amount && a.currency === b.currency;
