import type { Route } from '#sandbox/http/router.ts';
import type { ApiEndpoint, Call } from '#sandbox/stripe/call.ts';
import { account } from '#sandbox/stripe/objects/account.ts';
import { listCharges, retrieveCharge, updateCharge } from '#sandbox/stripe/objects/charge.ts';
import { createCliSession } from '#sandbox/stripe/objects/cli-session.ts';
import * as customers from '#sandbox/stripe/objects/customer.ts';
import {
  closeDispute,
  listDisputes,
  retrieveDispute,
  updateDispute,
} from '#sandbox/stripe/objects/dispute.ts';
import { listEvents, retrieveEvent, retryEvent } from '#sandbox/stripe/objects/event-calls.ts';
import { retrieveInvoice } from '#sandbox/stripe/objects/invoice.ts';
import * as intents from '#sandbox/stripe/objects/payment-intent-calls.ts';
import * as methods from '#sandbox/stripe/objects/payment-method.ts';
import { confirmPaymentPage, retrievePaymentPage } from '#sandbox/stripe/objects/payment-page.ts';
import { createPrice, listPrices, retrievePrice, updatePrice } from '#sandbox/stripe/objects/price.ts';
import {
  createProduct,
  listProducts,
  retrieveProduct,
  updateProduct,
} from '#sandbox/stripe/objects/product.ts';
import { listPromotionCodes, retrievePromotionCode } from '#sandbox/stripe/objects/promotion-code.ts';
import * as refunds from '#sandbox/stripe/objects/refund-calls.ts';
import { createSession } from '#sandbox/stripe/objects/session.ts';
import * as sessions from '#sandbox/stripe/objects/session-calls.ts';
import * as subscriptions from '#sandbox/stripe/objects/subscription.ts';
import * as endpoints from '#sandbox/stripe/objects/webhook-endpoint.ts';
import type { RequestName } from '#sandbox/stripe/request-types.ts';

const line = (
  request: `${'GET' | 'POST' | 'DELETE'} /v1/${string}`,
  answer: (call: Call) => object,
  schema?: RequestName,
): Route<ApiEndpoint> => {
  const [method = '', pattern = ''] = request.split(' ');
  return [method, pattern, { answer, ...(schema ? { schema } : {}) }];
};

/** Every part of Stripe's API that the sandbox plays, and the parameter type it is held to. */
export const apiRoutes: readonly Route<ApiEndpoint>[] = [
  line('GET /v1/account', () => account),
  line('GET /v1/charges', listCharges),
  line('GET /v1/charges/:id', retrieveCharge),
  line('POST /v1/charges/:id', updateCharge),
  line('POST /v1/checkout/sessions', createSession, 'Checkout.SessionCreateParams'),
  line('GET /v1/checkout/sessions', sessions.listSessions, 'Checkout.SessionListParams'),
  line('GET /v1/checkout/sessions/:id', sessions.retrieveSession),
  line('POST /v1/checkout/sessions/:id', sessions.updateSession),
  line('GET /v1/checkout/sessions/:id/line_items', sessions.listLineItems),
  line('POST /v1/checkout/sessions/:id/expire', sessions.expireSessionCall),
  line('POST /v1/customers', customers.createCustomer, 'CustomerCreateParams'),
  line('GET /v1/customers', customers.listCustomers),
  line('GET /v1/customers/:id', customers.retrieveCustomer),
  line('POST /v1/customers/:id', customers.updateCustomer, 'CustomerUpdateParams'),
  line('DELETE /v1/customers/:id', customers.deleteCustomer),
  line('GET /v1/disputes', listDisputes),
  line('GET /v1/disputes/:id', retrieveDispute),
  line('POST /v1/disputes/:id', updateDispute),
  line('POST /v1/disputes/:id/close', closeDispute),
  line('GET /v1/events', listEvents, 'EventListParams'),
  line('GET /v1/events/:id', retrieveEvent),
  line('POST /v1/events/:id/retry', retryEvent),
  line('GET /v1/invoices/:id', retrieveInvoice),
  line('POST /v1/payment_intents', intents.createIntent, 'PaymentIntentCreateParams'),
  line('GET /v1/payment_intents', intents.listIntents),
  line('GET /v1/payment_intents/:id', intents.retrieveIntent),
  line('POST /v1/payment_intents/:id', intents.updateIntent, 'PaymentIntentUpdateParams'),
  line('POST /v1/payment_intents/:id/cancel', intents.cancelIntent, 'PaymentIntentCancelParams'),
  line('POST /v1/payment_intents/:id/capture', intents.captureIntent, 'PaymentIntentCaptureParams'),
  line('POST /v1/payment_intents/:id/confirm', intents.confirmIntent, 'PaymentIntentConfirmParams'),
  line('POST /v1/payment_methods', methods.createPaymentMethod),
  line('GET /v1/payment_methods', methods.listPaymentMethods),
  line('GET /v1/payment_methods/:id', methods.retrievePaymentMethod),
  line('POST /v1/payment_methods/:id/attach', methods.attachPaymentMethod),
  line('POST /v1/payment_methods/:id/detach', methods.detachPaymentMethod),
  line('GET /v1/payment_pages/:id', retrievePaymentPage),
  line('POST /v1/payment_pages/:id/confirm', confirmPaymentPage),
  line('POST /v1/prices', createPrice, 'PriceCreateParams'),
  line('GET /v1/prices', listPrices, 'PriceListParams'),
  line('GET /v1/prices/:id', retrievePrice),
  line('POST /v1/prices/:id', updatePrice, 'PriceUpdateParams'),
  line('POST /v1/products', createProduct, 'ProductCreateParams'),
  line('GET /v1/products', listProducts),
  line('GET /v1/products/:id', retrieveProduct),
  line('POST /v1/products/:id', updateProduct, 'ProductUpdateParams'),
  line('GET /v1/promotion_codes', listPromotionCodes),
  line('GET /v1/promotion_codes/:id', retrievePromotionCode),
  line('POST /v1/refunds', refunds.createRefund, 'RefundCreateParams'),
  line('GET /v1/refunds', refunds.listRefunds, 'RefundListParams'),
  line('GET /v1/refunds/:id', refunds.retrieveRefund),
  line('POST /v1/refunds/:id', refunds.updateRefund, 'RefundUpdateParams'),
  line('POST /v1/refunds/:id/cancel', refunds.cancelRefund),
  line('POST /v1/stripecli/sessions', createCliSession),
  line('POST /v1/subscriptions', subscriptions.createSubscription, 'SubscriptionCreateParams'),
  line('GET /v1/subscriptions', subscriptions.listSubscriptions),
  line('GET /v1/subscriptions/:id', subscriptions.retrieveSubscription),
  line('POST /v1/subscriptions/:id', subscriptions.updateSubscription, 'SubscriptionUpdateParams'),
  line('DELETE /v1/subscriptions/:id', subscriptions.cancelSubscription, 'SubscriptionCancelParams'),
  line('POST /v1/webhook_endpoints', endpoints.createEndpoint, 'WebhookEndpointCreateParams'),
  line('GET /v1/webhook_endpoints', endpoints.listEndpoints),
  line('GET /v1/webhook_endpoints/:id', endpoints.retrieveEndpoint),
  line('POST /v1/webhook_endpoints/:id', endpoints.updateEndpoint, 'WebhookEndpointUpdateParams'),
  line('DELETE /v1/webhook_endpoints/:id', endpoints.deleteEndpoint),
];
