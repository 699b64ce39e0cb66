import type { Route } from '#sandbox/http/router.ts';
import type { ApiEndpoint } from '#sandbox/stripe/call.ts';
import { listCharges, retrieveCharge, updateCharge } from '#sandbox/stripe/objects/charge.ts';
import * as customers from '#sandbox/stripe/objects/customer.ts';
import { createPrice, listPrices, retrievePrice, updatePrice } from '#sandbox/stripe/objects/price.ts';
import {
  createProduct,
  listProducts,
  retrieveProduct,
  updateProduct,
} from '#sandbox/stripe/objects/product.ts';
import { createSession } from '#sandbox/stripe/objects/session.ts';
import * as sessions from '#sandbox/stripe/objects/session-calls.ts';

/** Every part of Stripe's API that the sandbox plays. */
export const apiRoutes: readonly Route<ApiEndpoint>[] = [
  ['POST', '/v1/products', { answer: createProduct }],
  ['GET', '/v1/products', { answer: listProducts }],
  ['GET', '/v1/products/:id', { answer: retrieveProduct }],
  ['POST', '/v1/products/:id', { answer: updateProduct }],
  ['POST', '/v1/prices', { answer: createPrice }],
  ['GET', '/v1/prices', { answer: listPrices }],
  ['GET', '/v1/prices/:id', { answer: retrievePrice }],
  ['POST', '/v1/prices/:id', { answer: updatePrice }],
  ['POST', '/v1/checkout/sessions', { answer: createSession }],
  ['GET', '/v1/checkout/sessions', { answer: sessions.listSessions }],
  ['GET', '/v1/checkout/sessions/:id', { answer: sessions.retrieveSession }],
  ['POST', '/v1/checkout/sessions/:id', { answer: sessions.updateSession }],
  ['GET', '/v1/checkout/sessions/:id/line_items', { answer: sessions.listLineItems }],
  ['POST', '/v1/checkout/sessions/:id/expire', { answer: sessions.expireSessionCall }],
  ['POST', '/v1/customers', { answer: customers.createCustomer }],
  ['GET', '/v1/customers', { answer: customers.listCustomers }],
  ['GET', '/v1/customers/:id', { answer: customers.retrieveCustomer }],
  ['POST', '/v1/customers/:id', { answer: customers.updateCustomer }],
  ['DELETE', '/v1/customers/:id', { answer: customers.deleteCustomer }],
  ['GET', '/v1/charges', { answer: listCharges }],
  ['GET', '/v1/charges/:id', { answer: retrieveCharge }],
  ['POST', '/v1/charges/:id', { answer: updateCharge }],
];
