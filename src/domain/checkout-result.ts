import type { LocalizedText } from './localized-text.ts';
import type { Money } from './money.ts';
import type { OrderState } from './order-state.ts';
import type { Shipping } from './shipping-date.ts';

/**
 * What a shopper who came back may be told: where their order stands, or, while there is none, `confirming` when neither we
 * nor the provider know more yet, `open` when the payment page still waits, `unknown` when the session is not one of ours.
 */
export type CheckoutResultState = OrderState | 'confirming' | 'open' | 'unknown';

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
  /** What is to go back and has not yet. */
  readonly amountOwed: Money;
  /** Null once it is of no interest any more. */
  readonly ships: Shipping | null;
  readonly thumb: string;
};

export type CheckoutResultView = {
  readonly state: CheckoutResultState;
  readonly order: CheckoutResultOrder | null;
  /** Where the shopper can pay after all: the open payment page, or the product page with the choice kept. */
  readonly retryUrl?: string;
};
