import type Stripe from 'stripe';
import { missingParam } from '#sandbox/stripe/errors.ts';
import type { Form } from '#sandbox/stripe/form.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';

/** What a session shows before anybody came, and for features the sandbox does not play. */
export const untouchedParts = () =>
  ({
    after_expiration: null,
    allowed_payment_method_types: null,
    client_secret: null,
    collected_information: null,
    consent: null,
    currency_conversion: null,
    custom_fields: [],
    discounts: [],
    integration_identifier: null,
    invoice: null,
    livemode: false,
    managed_payments: null,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_cost: null,
    shipping_options: [],
    subscription: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    wallet_options: null,
  }) satisfies Partial<Stored.Session>;

export const unknownBuyer: Stripe.Checkout.Session.CustomerDetails = {
  address: null,
  business_name: null,
  email: null,
  individual_name: null,
  name: null,
  phone: null,
  tax_exempt: 'none',
  tax_ids: null,
};

export const automaticTax = (enabled: boolean): Stripe.Checkout.Session.AutomaticTax => ({
  enabled,
  liability: enabled ? { type: 'self' } : null,
  provider: enabled ? 'stripe' : null,
  status: enabled ? 'requires_location_inputs' : null,
});

const emptyInvoiceData: Stripe.Checkout.Session.InvoiceCreation.InvoiceData = {
  account_tax_ids: null,
  custom_fields: null,
  description: null,
  footer: null,
  issuer: null,
  metadata: {},
  rendering_options: null,
};

export function invoiceCreation(form: Form | undefined): Stripe.Checkout.Session.InvoiceCreation {
  const metadata = metadataOf(form?.child('invoice_data'));
  return { enabled: form?.flag('enabled') ?? false, invoice_data: { ...emptyInvoiceData, metadata } };
}

export const taxIdCollection = (form: Form | undefined): Stripe.Checkout.Session.TaxIdCollection => ({
  enabled: form?.flag('enabled') ?? false,
  required: form?.oneOf('required', ['if_supported', 'never']) ?? 'never',
});

export function consentCollection(form: Form | undefined): Stripe.Checkout.Session.ConsentCollection | null {
  if (!form) return null;
  return {
    payment_method_reuse_agreement: null,
    promotions: form.oneOf('promotions', ['auto', 'none']) ?? null,
    terms_of_service: form.oneOf('terms_of_service', ['none', 'required']) ?? null,
  };
}

export function customText(form: Form | undefined): Stripe.Checkout.Session.CustomText {
  const message = (name: string) => {
    const text = form?.child(name)?.text('message');
    return text ? { message: text } : null;
  };
  return {
    after_submit: message('after_submit'),
    shipping_address: message('shipping_address'),
    submit: message('submit'),
    terms_of_service_acceptance: message('terms_of_service_acceptance'),
  };
}

export function shippingCollection(
  form: Form | undefined,
): Stripe.Checkout.Session.ShippingAddressCollection | null {
  if (!form) return null;
  const countries = form.texts('allowed_countries');
  if (countries.length === 0) throw missingParam(form.pathOf('allowed_countries'));
  return { allowed_countries: countries };
}

export function paymentFields(form: Form | undefined): Stored.Checkout['payment'] {
  return {
    metadata: metadataOf(form),
    description: form?.text('description') ?? null,
    receipt_email: form?.text('receipt_email') ?? null,
    setup_future_usage: form?.oneOf('setup_future_usage', ['off_session', 'on_session']) ?? null,
    capture_method: form?.oneOf('capture_method', ['automatic', 'automatic_async', 'manual']) ?? 'automatic',
  };
}
