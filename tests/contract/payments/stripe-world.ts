import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stampMetadata } from '#domain/checkout-metadata.ts';
import { money } from '#domain/money.ts';
import type { CheckoutRequest, WebhookDelivery } from '#libs/payments/core/payment-types.ts';
import {
  createStripeProvider,
  type StripePaymentProvider,
  type StripeSettings,
} from '#libs/payments/providers/stripe/stripe-provider.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import type { PlayedOutcome, ProviderHarness } from './payment-provider-contract.ts';

export const secretKey = 'sk_test_contract_1234567890';
const webhookSecret = 'whsec_contract_0123456789abcdef';
export const priceId = 'price_contract_usd';

let orders = 0;

/** A purchase as the shop asks for it; every call is another order and another attempt. */
function checkoutOf(fields: Partial<CheckoutRequest> = {}): CheckoutRequest {
  orders += 1;
  const orderNo = `ROL-${String(orders).padStart(8, '0')}`;
  const stamp = {
    orderNo,
    sku: 'rolitt-companion',
    variant: 'honey-khaki',
    quantity: fields.quantity ?? 1,
    locale: 'en',
    priceId,
    unitAmount: 29_900,
    currency: 'USD',
    userId: null,
    consents: [],
    utm: null,
    hold: null,
    recoveredFrom: null,
    country: null,
  };
  return {
    orderNo,
    priceId,
    quantity: 1,
    unitPrice: money(29_900, 'USD'),
    locale: 'en',
    email: 'jenny@example.com',
    attemptId: `attempt-${orderNo}`,
    metadata: stampMetadata(stamp),
    settings: {
      promotionCodes: true,
      automaticTax: false,
      phone: true,
      marketingConsent: true,
      termsConsent: true,
      invoices: false,
      taxIds: false,
      sessionSeconds: 3600,
    },
    tax: 'included',
    shipping: { countries: ['US', 'DE'], name: 'Parcel', fee: money(0, 'USD') },
    now: new Date(),
    successUrl: 'http://127.0.0.1:9/en/result',
    cancelUrl: 'http://127.0.0.1:9/en',
    ...fields,
  };
}

export type StripeWorld = ProviderHarness & {
  readonly sandbox: Sandbox;
  readonly provider: StripePaymentProvider;
};

/** Our Stripe provider, the local Stripe behind it, and an endpoint that keeps what it is sent. */
export async function openStripeWorld(settings: Partial<StripeSettings> = {}): Promise<StripeWorld> {
  const endpoint = await keepingEndpoint();
  const sandbox = await startSandbox({
    seed: 7,
    endpoints: [{ url: endpoint.url, secret: webhookSecret }],
    prices: [
      {
        id: priceId,
        product: 'prod_contract',
        unit_amount: 29_900,
        currency: 'usd',
        currency_options: { eur: 27_900 },
      },
    ],
  });
  const play = async (sessionId: string, outcome: PlayedOutcome) => {
    const body = JSON.stringify({ outcome, promotions: true });
    const answer = await fetch(`${sandbox.url}/_sandbox/stripe/sessions/${sessionId}/pay`, {
      method: 'POST',
      body,
    });
    if (!answer.ok) throw new Error(`The sandbox refused to play ${outcome}: ${await answer.text()}`);
  };
  return {
    sandbox,
    provider: stripeAt(sandbox.url, settings),
    checkoutOf,
    play,
    openedPages: () => sandbox.stripe.sessions().length,
    received: async () => {
      await sandbox.idle();
      return endpoint.deliveries;
    },
    close: async () => {
      await sandbox.close();
      await endpoint.close();
    },
  };
}

export const stripeAt = (apiBase: string, settings: Partial<StripeSettings> = {}) =>
  createStripeProvider({ secretKey, webhookSecrets: [webhookSecret], livemode: false, apiBase, ...settings });

async function keepingEndpoint() {
  const deliveries: WebhookDelivery[] = [];
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const headers = new Headers({ 'stripe-signature': String(message.headers['stripe-signature']) });
    deliveries.push({ headers, body: Buffer.concat(chunks) });
    response.end('{}');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    deliveries,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
