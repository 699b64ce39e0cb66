import { freshId } from '#sandbox/random.ts';
import type { Call } from '#sandbox/stripe/call.ts';
import { invalidParam, missingParam, StripeApiError } from '#sandbox/stripe/errors.ts';
import type { Form } from '#sandbox/stripe/form.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import { findCustomer } from '#sandbox/stripe/objects/customer.ts';
import { readLineItems } from '#sandbox/stripe/objects/line-items.ts';
import { discountOf } from '#sandbox/stripe/objects/promotion-code.ts';
import {
  automaticTax,
  consentCollection,
  customText,
  invoiceCreation,
  paymentFields,
  shippingCollection,
  taxIdCollection,
  unknownBuyer,
  untouchedParts,
} from '#sandbox/stripe/objects/session-parts.ts';
import { readShippingOptions } from '#sandbox/stripe/objects/shipping-option.ts';
import { armExpiry } from '#sandbox/stripe/session-expiry.ts';
import { applyDiscount, setTotals } from '#sandbox/stripe/session-totals.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow, type World } from '#sandbox/world.ts';

const shortestLifeSeconds = 30 * 60;
const longestLifeSeconds = 24 * 3600;

/** Opens a hosted checkout session (mode `payment`), checked the way Stripe checks it. */
export function createSession(call: Call): Stored.Session {
  const { form, world } = call;
  refuseOtherModes(form);
  const { currency, lineItems } = readLineItems(call);
  const shipping = readShippingOptions(form, currency);
  const session = newSession(call, currency);
  session.shipping_options = shipping.map(({ amount, id }) => ({
    shipping_amount: amount,
    shipping_rate: id,
  }));
  const checkout: Stored.Checkout = {
    id: session.id,
    lineItems,
    shippingRates: shipping.map(({ id, name }) => ({ id, name })),
    paymentIntent: null,
    payment: paymentFields(form.child('payment_intent_data')),
  };
  setTotals(session, checkout);
  const discount = form.children('discounts')[0];
  if (discount) applyDiscount(session, checkout, discountOf(discount));
  if (session.amount_total === 0) session.payment_status = 'no_payment_required';
  world.state.sessions.insert(session);
  world.state.checkouts.insert(checkout);
  armExpiry(world, session);
  return session;
}

function newSession(call: Call, currency: string): Stored.Session {
  const { form, world } = call;
  const id = freshId('cs_test', 58);
  const created = unixNow(world);
  return {
    ...untouchedParts(),
    id,
    object: 'checkout.session',
    // Accounts have it switched on; the sandbox does not play the conversion.
    adaptive_pricing: { enabled: form.child('adaptive_pricing')?.flag('enabled') ?? true },
    allow_promotion_codes: form.flag('allow_promotion_codes') ?? null,
    amount_subtotal: 0,
    amount_total: 0,
    automatic_tax: automaticTax(form.child('automatic_tax')?.flag('enabled') ?? false),
    billing_address_collection: form.oneOf('billing_address_collection', ['auto', 'required']) ?? null,
    cancel_url: form.text('cancel_url') ?? null,
    client_reference_id: clientReference(form),
    consent_collection: consentCollection(form.child('consent_collection')),
    created,
    currency,
    custom_text: customText(form.child('custom_text')),
    ...buyerFields(world, form),
    expires_at: expiresAt(form, created),
    invoice_creation: invoiceCreation(form.child('invoice_creation')),
    locale: form.text('locale') ?? null,
    metadata: metadataOf(form),
    mode: 'payment',
    payment_method_types: form.has('payment_method_types')
      ? form.texts('payment_method_types')
      : ['card', 'sepa_debit'],
    payment_status: 'unpaid',
    phone_number_collection: { enabled: form.child('phone_number_collection')?.flag('enabled') ?? false },
    shipping_address_collection: shippingCollection(form.child('shipping_address_collection')),
    status: 'open',
    submit_type: form.oneOf('submit_type', ['auto', 'book', 'donate', 'pay', 'subscribe']) ?? null,
    success_url: successUrl(form),
    tax_id_collection: taxIdCollection(form.child('tax_id_collection')),
    ui_mode: 'hosted_page',
    url: `${world.url}/c/pay/${id}`,
  };
}

function refuseOtherModes(form: Form): void {
  const mode = form.oneOf('mode', ['payment', 'setup', 'subscription']);
  if (!mode) throw missingParam('mode');
  if (mode !== 'payment') throw new StripeApiError('The sandbox plays mode=payment only.', { param: 'mode' });
  const uiMode = form.text('ui_mode');
  if (uiMode && uiMode !== 'hosted_page' && uiMode !== 'hosted') {
    throw new StripeApiError('The sandbox plays ui_mode=hosted_page only.', { param: 'ui_mode' });
  }
}

function expiresAt(form: Form, created: number): number {
  const moment = form.integer('expires_at') ?? created + longestLifeSeconds;
  if (moment < created + shortestLifeSeconds) {
    throw invalidParam(
      'expires_at',
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
    );
  }
  if (moment > created + longestLifeSeconds) {
    throw invalidParam(
      'expires_at',
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
    );
  }
  return moment;
}

function successUrl(form: Form): string {
  const url = form.required('success_url');
  for (const name of ['success_url', 'cancel_url']) {
    const given = form.text(name);
    if (given && !/^https?:\/\/\S+$/.test(given)) throw invalidParam(name, 'Not a valid URL', 'url_invalid');
  }
  return url;
}

function clientReference(form: Form): string | null {
  const reference = form.text('client_reference_id') ?? null;
  if (reference && reference.length > 200) {
    throw invalidParam(
      'client_reference_id',
      'Invalid string: must be at most 200 characters',
      'parameter_invalid_string_length',
    );
  }
  return reference;
}

function buyerFields(world: World, form: Form) {
  const email = form.text('customer_email') ?? null;
  const customer = form.has('customer')
    ? findCustomer(world, form.required('customer'), 'customer')
    : undefined;
  if (customer && email) {
    throw new StripeApiError('You may only specify one of these parameters: customer, customer_email.', {
      param: 'customer',
    });
  }
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw invalidParam('customer_email', `Invalid email address: ${email}`, 'email_invalid');
  }
  const known = email ?? customer?.email ?? null;
  return {
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer
      ? null
      : (form.oneOf('customer_creation', ['always', 'if_required']) ?? ('if_required' as const)),
    customer_details: known ? { ...unknownBuyer, email: known, name: customer?.name ?? null } : null,
    customer_email: email,
  };
}
