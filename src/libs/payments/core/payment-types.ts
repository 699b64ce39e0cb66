import type { Money } from '#domain/money.ts';
import type { CheckoutSettings, TaxMode } from '#domain/offer.ts';
import type { PaymentEvent, PaymentMethod, RefundStatus } from '#domain/payment-event.ts';
import type { ShippingQuote } from '#domain/shipping.ts';
import type { Prices } from './provider-price.ts';
import type { ProviderSetup } from './provider-setup.ts';

/** A notification as it came over the wire: nothing in it is believed before `parseWebhook` returned. */
export type WebhookDelivery = {
  readonly headers: { get(name: string): string | null };
  readonly body: Uint8Array;
};

/** How a notification ended, as far as its sender has to know. */
export type WebhookOutcome = 'accepted' | 'forged' | 'unavailable' | 'crashed' | 'too_large';

export type Acknowledgement = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type CheckoutRequest = {
  readonly orderNo: string;
  readonly priceId: string;
  readonly quantity: number;
  /** Minor units of one piece; what the page showed. */
  readonly unitPrice: Money;
  readonly locale: string;
  readonly email: string | null;
  /** 128-bit random id of this press of the button; covers our own retry only. */
  readonly attemptId: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** A code to take off at once, as it stood on an earlier page; left out when the provider does not take it any more. */
  readonly discountCode?: string | null;
  readonly settings: CheckoutSettings;
  /** Whether the prices hold the tax. */
  readonly tax: TaxMode;
  /** Null where nothing is sent; no address is asked for then. */
  readonly shipping: ShippingQuote | null;
  readonly now: Date;
  /** The result page; the provider adds its session id. */
  readonly successUrl: string;
  readonly cancelUrl: string;
};

export type OpenCheckout = {
  readonly sessionId: string;
  /** The provider's page, or null when the session takes no payment any more. */
  readonly url: string | null;
  readonly subtotal: Money;
};

export type CustomerInput = {
  readonly email?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly metadata?: Record<string, string>;
};
export type Customer = {
  readonly customerId: string;
  readonly email: string | null;
  readonly name: string | null;
};

export interface Customers {
  create(input: CustomerInput & { idempotencyKey: string }): Promise<Customer>;
  update(customerId: string, input: CustomerInput): Promise<Customer>;
  delete(customerId: string): Promise<void>;
}

export type PaymentIntent = {
  readonly paymentIntentId: string;
  readonly status: string;
  readonly amount: Money;
};

export interface PaymentIntents {
  create(input: {
    amount: Money;
    customerId?: string;
    metadata?: Record<string, string>;
    idempotencyKey: string;
  }): Promise<PaymentIntent>;
  confirm(
    paymentIntentId: string,
    input: { paymentMethodId: string; returnUrl: string },
  ): Promise<PaymentIntent>;
  cancel(paymentIntentId: string): Promise<PaymentIntent>;
}

export type ProviderSubscription = {
  readonly subscriptionId: string;
  readonly status: string;
  readonly cancelAtPeriodEnd: boolean;
  readonly currentPeriodEnd: Date | null;
};

export interface Subscriptions {
  create(input: {
    customerId: string;
    priceId: string;
    metadata?: Record<string, string>;
    idempotencyKey: string;
  }): Promise<ProviderSubscription>;
  retrieve(subscriptionId: string): Promise<ProviderSubscription>;
  update(
    subscriptionId: string,
    input: { priceId?: string; cancelAtPeriodEnd?: boolean },
  ): Promise<ProviderSubscription>;
  cancel(subscriptionId: string): Promise<ProviderSubscription>;
}

export type ProviderRefund = {
  readonly refundId: string;
  readonly status: RefundStatus;
  readonly amount: Money;
  /** The number and the attempt it was asked for under; null when somebody else asked. */
  readonly refundNo: string | null;
  readonly attempt: number | null;
};

export type RefundRequest = {
  readonly tradeNo: string;
  readonly amount: Money;
  readonly reason?: string;
  /** Names the promise; at most 200 letters, digits, dashes and underscores. */
  readonly refundNo: string;
  readonly attempt: number;
};

export interface Refunds {
  /**
   * Asks for money back. The same number and attempt never pay out twice: the provider repeats its answer, and throws
   * AttemptFailedError when that answer is a failure it has stored. It forgets after a day, so look at the list first.
   */
  create(request: RefundRequest): Promise<ProviderRefund>;
  retrieve(refundId: string): Promise<ProviderRefund>;
  /** Every refund of a payment, whoever asked for it, failed ones included. */
  list(tradeNo: string): Promise<readonly ProviderRefund[]>;
}

/** The provider's own pages about a payment, fit for its buyer to open; null where it has none. */
export type PaymentPapers = {
  readonly receiptUrl: string | null;
  readonly invoiceUrl: string | null;
};

export interface Receipts {
  papersOf(sessionId: string): Promise<PaymentPapers>;
}

/** From this moment on, before that one; `after` continues behind an earlier page. */
export type HistoryWindow = { readonly from: Date; readonly until: Date; readonly after?: string | null };

/** Part of what a provider remembers, newest first; `next` continues behind it and is null at the end. */
export type HistoryPage = { readonly events: readonly PaymentEvent[]; readonly next: string | null };

/** What a provider remembers, for whoever missed its notifications. */
export interface History {
  /** How long it remembers events; payment pages it never forgets. */
  readonly eventDays: number;
  /** An event by its id, as its notification told it. Throws PaymentError `not_found`. */
  fetchEvent(eventId: string): Promise<PaymentEvent>;
  /** Where the payment of a trade number stands now, as `fetchPayment` tells it. Throws PaymentError `not_found`. */
  fetchPaymentByTradeNo(tradeNo: string): Promise<PaymentEvent>;
  /** What happened in a window, of the types that mean something here. */
  events(window: HistoryWindow): Promise<HistoryPage>;
  /** The payment pages that were opened in a window, each as `fetchPayment` tells it. */
  checkouts(window: HistoryWindow): Promise<HistoryPage>;
}

/** A payment provider translates between its wire and our words; it never decides. All calls throw PaymentError. */
export interface PaymentProvider {
  readonly id: PaymentMethod;
  /** Opens a payment page. */
  createCheckout(request: CheckoutRequest): Promise<OpenCheckout>;
  /** A payment page opened earlier, to send the shopper there again. */
  fetchCheckout(sessionId: string): Promise<OpenCheckout>;
  /** Closes a payment page so that nobody can pay on it any more; one already closed or paid is left alone. */
  expireCheckout(sessionId: string): Promise<void>;
  /** Verifies the bytes, then translates them. Throws SignatureVerificationError; genuine but odd content is a fact, not an error. */
  parseWebhook(delivery: WebhookDelivery, now: Date): PaymentEvent;
  /** Translates a body that was verified when it came in and stored since. */
  parseStored(rawData: string): PaymentEvent;
  /** Asks the provider for an object whose notification we could not read, and answers the same event with a readable fact. */
  refetch(event: PaymentEvent): Promise<PaymentEvent>;
  /** The answer this provider's notifications expect. */
  acknowledge(outcome: WebhookOutcome): Acknowledgement;
  /** Asks where a payment stands now; the event id is `fetch:{session}:{payment status}`. Throws PaymentError `not_found`. */
  fetchPayment(sessionId: string): Promise<PaymentEvent>;
  readonly prices?: Prices;
  readonly refunds?: Refunds;
  readonly receipts?: Receipts;
  readonly history?: History;
  readonly customers?: Customers;
  readonly paymentIntents?: PaymentIntents;
  readonly subscriptions?: Subscriptions;
  readonly setup?: ProviderSetup;
}
