import { randomUUID } from 'node:crypto';
import type { PaymentEvent } from '#domain/payment-event.ts';
import { ProviderRefusedError } from '#libs/payments/core/payment-errors.ts';
import type {
  Acknowledgement,
  CheckoutRequest,
  Customers,
  History,
  OpenCheckout,
  PaymentIntents,
  PaymentProvider,
  Receipts,
  Refunds,
  Subscriptions,
  WebhookDelivery,
  WebhookOutcome,
} from '#libs/payments/core/payment-types.ts';
import type { Prices } from '#libs/payments/core/provider-price.ts';
import type { ProviderSetup } from '#libs/payments/core/provider-setup.ts';
import { stripeAcknowledgement } from './stripe-acknowledge.ts';
import { openCheckout, sessionParams } from './stripe-checkout.ts';
import { type StripeAccess, type StripeApi, stripeApi } from './stripe-client.ts';
import { stripeCustomers } from './stripe-customers.ts';
import { fetchSessionEnvelope, refetchedEvent } from './stripe-fetch.ts';
import { stripeHistory } from './stripe-history.ts';
import { stripePaymentIntents } from './stripe-payment-intents.ts';
import { stripePrices } from './stripe-prices.ts';
import { promotionCodeId } from './stripe-promotion-codes.ts';
import { stripeReceipts } from './stripe-receipts.ts';
import { stripeRefunds } from './stripe-refunds.ts';
import { stripeSetup } from './stripe-setup.ts';
import { type SignatureVerifier, signatureVerifier } from './stripe-signature.ts';
import { stripeSubscriptions } from './stripe-subscriptions.ts';
import { toPaymentEvent } from './stripe-translate.ts';

export type StripeSettings = StripeAccess & {
  /** All that are valid at the moment: two while one is rolled, the CLI's in development. */
  readonly webhookSecrets: readonly string[];
  readonly livemode: boolean;
};

/** Stripe behind the provider port: every verb here names the file that knows how. */
export class StripePaymentProvider implements PaymentProvider {
  readonly id = 'stripe';
  readonly prices: Prices;
  readonly refunds: Refunds;
  readonly receipts: Receipts;
  readonly history: History;
  readonly customers: Customers;
  readonly paymentIntents: PaymentIntents;
  readonly subscriptions: Subscriptions;
  readonly setup: ProviderSetup;
  readonly #call: StripeApi;
  readonly #verify: SignatureVerifier;
  readonly #livemode: boolean;

  constructor(settings: StripeSettings) {
    this.#call = stripeApi(settings);
    this.#verify = signatureVerifier(settings.webhookSecrets);
    this.#livemode = settings.livemode;
    this.prices = stripePrices(this.#call);
    this.refunds = stripeRefunds(this.#call);
    this.receipts = stripeReceipts(this.#call);
    this.history = stripeHistory(this.#call, (rawData) => this.parseStored(rawData));
    this.customers = stripeCustomers(this.#call);
    this.paymentIntents = stripePaymentIntents(this.#call);
    this.subscriptions = stripeSubscriptions(this.#call);
    this.setup = stripeSetup(this.#call);
  }

  async createCheckout(request: CheckoutRequest): Promise<OpenCheckout> {
    const params = sessionParams(request, await promotionCodeId(this.#call, request.discountCode ?? null));
    return openCheckout(
      await this.#call(
        (stripe, options) => stripe.checkout.sessions.create(params, options),
        request.attemptId,
      ),
    );
  }

  async fetchCheckout(sessionId: string): Promise<OpenCheckout> {
    return openCheckout(
      await this.#call((stripe, options) => stripe.checkout.sessions.retrieve(sessionId, {}, options)),
    );
  }

  async expireCheckout(sessionId: string): Promise<void> {
    try {
      await this.#call(
        (stripe, options) => stripe.checkout.sessions.expire(sessionId, {}, options),
        randomUUID(),
      );
    } catch (error) {
      // Stripe refuses to close what is closed or paid, without a code of its own for it.
      if (!(error instanceof ProviderRefusedError)) throw error;
      if ((await this.fetchCheckout(sessionId)).url !== null) throw error;
    }
  }

  parseWebhook(delivery: WebhookDelivery, now: Date): PaymentEvent {
    return this.parseStored(this.#verify(delivery, now));
  }

  parseStored(rawData: string): PaymentEvent {
    return toPaymentEvent(rawData, { livemode: this.#livemode });
  }

  refetch(event: PaymentEvent): Promise<PaymentEvent> {
    return refetchedEvent(this.#call, event);
  }

  acknowledge(outcome: WebhookOutcome): Acknowledgement {
    return stripeAcknowledgement(outcome);
  }

  async fetchPayment(sessionId: string): Promise<PaymentEvent> {
    return this.parseStored(await fetchSessionEnvelope(this.#call, sessionId));
  }
}

/** Stripe as a payment provider. Throws RangeError for a blank webhook secret; the SDK is loaded with the first API call. */
export const createStripeProvider = (settings: StripeSettings): StripePaymentProvider =>
  new StripePaymentProvider(settings);
