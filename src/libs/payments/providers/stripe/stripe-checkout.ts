import type Stripe from 'stripe';
import type { CheckoutSettings } from '#domain/offer.ts';
import type { ShippingQuote } from '#domain/shipping.ts';
import type { CheckoutRequest, OpenCheckout } from '#libs/payments/core/payment-types.ts';
import { moneyOf, stripeCurrency } from './stripe-money.ts';

type SessionParams = Stripe.Checkout.SessionCreateParams;

const halfHour = 1800;
const fullDay = 86_400;
/** Seconds kept from Stripe's bounds, for clocks that differ and for the repetition of a slow request. */
const margin = 60;

/** What Stripe is asked for to open a payment page (https://docs.stripe.com/api/checkout/sessions/create). */
export function sessionParams(
  request: CheckoutRequest,
  promotionCodeId: string | null = null,
): SessionParams {
  const metadata = { ...request.metadata };
  return {
    mode: 'payment',
    line_items: [{ price: request.priceId, quantity: request.quantity }],
    // Named always: a price with several currencies would otherwise follow the shopper's country instead of our page.
    currency: stripeCurrency(request.unitPrice),
    // What the page showed is what is charged: Stripe would else offer to pay in a currency of its own choice, converted,
    // where the account's dashboard allows it (https://docs.stripe.com/payments/currencies/localize-prices/adaptive-pricing).
    adaptive_pricing: { enabled: false },
    client_reference_id: request.orderNo,
    metadata,
    payment_intent_data: { metadata },
    success_url: withSessionId(request.successUrl),
    cancel_url: request.cancelUrl,
    locale: stripeLocale(request.locale),
    expires_at: expiresAt(request),
    ...(request.email === null ? {} : { customer_email: request.email }),
    ...settingsParams(request.settings),
    ...discountParams(request.settings, promotionCodeId),
    ...shippingParams(request),
    ...paperParams(request),
  };
}

/** The page of a session, or no page when it takes no payment any more. Throws ProviderUnavailableError. */
export function openCheckout(session: Stripe.Checkout.Session): OpenCheckout {
  return {
    sessionId: session.id,
    url: session.status === 'open' ? session.url : null,
    subtotal: moneyOf(session.amount_subtotal, session.currency),
  };
}

/** Stripe fills in the id, and only where the braces stand unescaped (https://docs.stripe.com/payments/checkout/custom-success-page). */
function withSessionId(successUrl: string): string {
  const [page = '', ...fragment] = successUrl.split('#');
  const joint = page.includes('?') ? '&' : '?';
  return [`${page}${joint}session_id={CHECKOUT_SESSION_ID}`, ...fragment].join('#');
}

function expiresAt({ now, settings }: CheckoutRequest): number {
  const open = Math.min(Math.max(settings.sessionSeconds, halfHour + margin), fullDay - margin);
  return Math.floor(now.getTime() / 1000) + open;
}

const stripeLocales: ReadonlyMap<string, SessionParams['locale'] & string> = new Map([
  ['en', 'en'],
  ['es', 'es'],
  ['ja', 'ja'],
  ['zh', 'zh'],
]);

const stripeLocale = (locale: string) => stripeLocales.get(locale.split('-')[0] ?? '') ?? 'auto';

function settingsParams(settings: CheckoutSettings): SessionParams {
  return {
    ...(settings.automaticTax ? { automatic_tax: { enabled: true } } : {}),
    ...(settings.phone ? { phone_number_collection: { enabled: true } } : {}),
    ...consentParams(settings),
  };
}

/** A page either has a code taken off already or lets one be entered, never both. */
function discountParams({ promotionCodes }: CheckoutSettings, promotionCodeId: string | null): SessionParams {
  if (promotionCodeId !== null) return { discounts: [{ promotion_code: promotionCodeId }] };
  return promotionCodes ? { allow_promotion_codes: true } : {};
}

function consentParams({ marketingConsent, termsConsent }: CheckoutSettings): SessionParams {
  if (!marketingConsent && !termsConsent) return {};
  return {
    consent_collection: {
      ...(marketingConsent ? { promotions: 'auto' } : {}),
      ...(termsConsent ? { terms_of_service: 'required' } : {}),
    },
  };
}

/** One rate for every country that may be chosen: Stripe's page would offer each rate to each country. */
function shippingParams({ shipping, ...request }: CheckoutRequest): SessionParams {
  if (shipping === null) return {};
  return {
    shipping_address_collection: { allowed_countries: [...shipping.countries] as AllowedCountry[] },
    shipping_options: [{ shipping_rate_data: rateData(shipping, request) }],
  };
}

type AllowedCountry = Stripe.Checkout.SessionCreateParams.ShippingAddressCollection.AllowedCountry;
type RateData = Stripe.Checkout.SessionCreateParams.ShippingOption.ShippingRateData;

/** Stripe's tax code of shipping: https://docs.stripe.com/tax/tax-codes */
const shippingTaxCode = 'txcd_92010001';

const rateData = (
  { name, fee }: ShippingQuote,
  { settings, tax }: Pick<CheckoutRequest, 'settings' | 'tax'>,
): RateData => ({
  type: 'fixed_amount',
  display_name: name,
  fixed_amount: { amount: fee.amount, currency: stripeCurrency(fee) },
  ...(settings.automaticTax
    ? { tax_behavior: tax === 'included' ? 'inclusive' : 'exclusive', tax_code: shippingTaxCode }
    : {}),
});

/** https://docs.stripe.com/payments/checkout/receipts#paid-invoices, https://docs.stripe.com/tax/checkout/tax-ids */
const paperParams = ({ settings, orderNo }: CheckoutRequest): SessionParams => ({
  ...(settings.invoices
    ? { invoice_creation: { enabled: true, invoice_data: { metadata: { order_no: orderNo } } } }
    : {}),
  ...(settings.taxIds ? { tax_id_collection: { enabled: true } } : {}),
});
