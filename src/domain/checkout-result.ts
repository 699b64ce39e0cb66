import type { LocalizedText } from './localized-text.ts';
import type { Money } from './money.ts';

export const checkoutResultStates = [
  'paid',
  'sold_out',
  'pending',
  'confirming',
  'failed',
  'expired',
  'open',
  'refunded',
  'partially_refunded',
  'disputed',
  'unknown',
] as const;

/**
 * What a shopper who came back may be told: `confirming` when neither we nor the provider know more yet,
 * `sold_out` when the payment came too late and goes back, `open` when the payment page still waits, `unknown` when the session is not one of ours.
 */
export type CheckoutResultState = (typeof checkoutResultStates)[number];

/** The order behind a session, without anything personal: the session id alone must not open that. */
export type CheckoutResultOrder = {
  readonly orderNo: string;
  readonly sku: string;
  readonly variant: string;
  readonly variantName: LocalizedText;
  readonly quantity: number;
  readonly subtotal: Money;
  readonly discount: Money;
  readonly shipping: Money;
  readonly tax: Money;
  readonly amount: Money;
  readonly amountRefunded: Money;
  readonly thumb: string;
};

export type CheckoutResultView = {
  readonly state: CheckoutResultState;
  readonly order: CheckoutResultOrder | null;
  /** Where the shopper can pay after all: the open payment page, or the product page with the choice kept. */
  readonly retryUrl?: string;
};
