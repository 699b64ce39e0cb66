import type Stripe from 'stripe';
import { StripeApiError } from '#sandbox/stripe/errors.ts';
import { emit, type Source, worldItself } from '#sandbox/stripe/events.ts';
import { customerOf } from '#sandbox/stripe/objects/customer.ts';
import { invoiceSession } from '#sandbox/stripe/objects/invoice.ts';
import { findIntent, openIntent } from '#sandbox/stripe/objects/payment-intent.ts';
import { behaviourOfMethod } from '#sandbox/stripe/objects/payment-method.ts';
import { unknownBuyer } from '#sandbox/stripe/objects/session-parts.ts';
import { attemptPayment, type PaymentResult, settleDelayed } from '#sandbox/stripe/payment-flow.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';

/** What the shopper typed on the pay page. */
export type Buyer = {
  email: string | null;
  name: string | null;
  phone: string | null;
  address: Stripe.Address | null;
  termsAccepted: boolean;
  /** A company's VAT number, where the session asks for one. */
  taxId?: string | null;
  promotions: boolean;
};

/** What came of a try to pay; `completed` is the event the shopper's redirect waits for. */
export type CheckoutResult = { result: PaymentResult | 'free'; completed: Stored.Event | null };

const bankAnswersAfterMs = 800;

/** The shopper presses pay. Throws unless the session is open. */
export function payCheckout(
  source: Source,
  session: Stored.Session,
  { buyer, method }: { buyer: Buyer; method: Stored.PaymentMethod },
): CheckoutResult {
  if (session.status !== 'open') {
    throw new StripeApiError(`This Checkout Session is ${session.status} and cannot be paid.`, {
      code: 'checkout_session_not_open',
    });
  }
  rememberBuyer(session, buyer);
  if (session.amount_total === 0)
    return { result: 'free', completed: complete(source, session, 'no_payment_required') };
  const intent = intentFor(source, session, buyer);
  const result = attemptPayment(source, intent, method);
  if (result === 'declined') return { result, completed: null };
  session.payment_intent = intent.id;
  const completed = complete(source, session, result === 'processing' ? 'unpaid' : 'paid');
  if (result === 'processing') expectBankAnswer(source, session, method);
  return { result, completed };
}

/** The bank's word on a delayed payment. Throws unless the session waits for one. */
export function settleCheckout(source: Source, session: Stored.Session, succeeded: boolean): Stored.Event {
  const intent = session.payment_intent ? findIntent(source.world, session.payment_intent) : undefined;
  if (session.status !== 'complete' || intent?.status !== 'processing') {
    throw new StripeApiError('This Checkout Session does not wait for a delayed payment.');
  }
  source.world.timers.clear(session.id);
  settleDelayed(source, intent, succeeded);
  if (succeeded) {
    session.payment_status = 'paid';
    invoiceSession(source, session);
  }
  return emit(source, `checkout.session.async_payment_${succeeded ? 'succeeded' : 'failed'}`, session);
}

function complete(
  source: Source,
  session: Stored.Session,
  status: 'paid' | 'unpaid' | 'no_payment_required',
): Stored.Event {
  source.world.timers.clear(session.id);
  session.status = 'complete';
  session.payment_status = status;
  session.url = null;
  if (session.automatic_tax.enabled) session.automatic_tax.status = 'complete';
  if (session.customer_creation === 'always' && !session.customer) {
    const { email = null, name = null } = session.customer_details ?? {};
    const customer = customerOf(source.world, { email, name });
    session.customer = customer.id;
    emit(source, 'customer.created', customer);
  }
  if (status !== 'unpaid') invoiceSession(source, session);
  return emit(source, 'checkout.session.completed', session);
}

function rememberBuyer(session: Stored.Session, buyer: Buyer): void {
  const { name, phone, address } = buyer;
  session.customer_details = {
    ...(session.customer_details ?? unknownBuyer),
    email: session.customer_details?.email ?? buyer.email,
    name,
    phone,
    address,
    tax_ids: session.tax_id_collection?.enabled && buyer.taxId ? [taxIdOf(buyer.taxId)] : [],
  };
  const ships = session.shipping_address_collection !== null && address !== null;
  session.collected_information = {
    business_name: null,
    individual_name: null,
    shipping_details: ships ? { address, name: name ?? '' } : null,
  };
  if (session.consent_collection) session.consent = consentOf(session.consent_collection, buyer);
}

/** Stripe lets the buyer say which kind it is; here it shows by the country it starts with. */
const taxIdOf = (value: string): Stripe.Checkout.Session.CustomerDetails.TaxId => ({
  type: value.startsWith('GB') ? 'gb_vat' : 'eu_vat',
  value,
});

function consentOf(
  asked: Stripe.Checkout.Session.ConsentCollection,
  buyer: Buyer,
): Stripe.Checkout.Session.Consent {
  return {
    promotions: asked.promotions === 'auto' ? (buyer.promotions ? 'opt_in' : 'opt_out') : null,
    terms_of_service: asked.terms_of_service === 'required' ? 'accepted' : null,
  };
}

/** One intent per session: a declined card leaves it for the next try. */
function intentFor(source: Source, session: Stored.Session, buyer: Buyer): Stored.PaymentIntent {
  const { world } = source;
  const checkout = world.state.checkouts.find(session.id);
  const open = checkout?.paymentIntent ? world.state.paymentIntents.find(checkout.paymentIntent) : undefined;
  if (open) {
    open.amount = session.amount_total;
    return open;
  }
  const shipping = session.collected_information?.shipping_details;
  const intent = openIntent(source, {
    ...checkout?.payment,
    amount: session.amount_total,
    currency: session.currency,
    customer: session.customer,
    payment_method_types: session.payment_method_types,
    shipping: shipping ? { address: shipping.address, name: shipping.name, phone: buyer.phone ?? '' } : null,
  });
  if (checkout) checkout.paymentIntent = intent.id;
  return intent;
}

function expectBankAnswer(source: Source, session: Stored.Session, method: Stored.PaymentMethod): void {
  const behaviour = behaviourOfMethod(source.world, method.id);
  if (behaviour === 'delayed') return;
  source.world.timers.set(session.id, bankAnswersAfterMs, () => {
    settleCheckout(worldItself(source.world), session, behaviour === 'delayed_succeeds');
  });
}
