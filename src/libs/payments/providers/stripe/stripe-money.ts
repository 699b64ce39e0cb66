import { type Money, money } from '#domain/money.ts';
import { ProviderUnavailableError } from '#libs/payments/core/payment-errors.ts';

/** Money of an answer's amount and currency. Throws ProviderUnavailableError when the answer lacks one. */
export function moneyOf(amount: number | null, currency: string | null): Money {
  if (amount === null || currency === null) {
    throw new ProviderUnavailableError('Stripe answered without an amount or a currency.');
  }
  return money(amount, currency);
}

export const stripeCurrency = (value: Money): string => value.currency.toLowerCase();
