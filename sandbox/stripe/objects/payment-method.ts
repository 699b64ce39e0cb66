import type Stripe from 'stripe';
import { freshId } from '#sandbox/random.ts';
import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { missingParam } from '#sandbox/stripe/errors.ts';
import { emit } from '#sandbox/stripe/events.ts';
import type { Form } from '#sandbox/stripe/form.ts';
import { found } from '#sandbox/stripe/found.ts';
import { listPage, whereEqual } from '#sandbox/stripe/list.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import { addressOf } from '#sandbox/stripe/objects/address.ts';
import { findCustomer } from '#sandbox/stripe/objects/customer.ts';
import { type MethodBehaviour, methodTokens } from '#sandbox/stripe/objects/method-tokens.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow, type World } from '#sandbox/world.ts';

const noBillingDetails = { address: null, email: null, name: null, phone: null, tax_id: null };

/** Makes a payment method that will behave as told; nothing real is behind it. */
export function newPaymentMethod(
  world: World,
  behaviour: MethodBehaviour,
  billing: Stripe.PaymentMethod.BillingDetails = noBillingDetails,
): Stored.PaymentMethod {
  const id = freshId('pm');
  world.state.methodBehaviours.insert({ id, behaviour });
  const delayed = behaviour.startsWith('delayed');
  return world.state.paymentMethods.insert({
    id,
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: { ...noBillingDetails, ...billing },
    created: unixNow(world),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: delayed ? 'sepa_debit' : 'card',
    ...(delayed ? { sepa_debit: sepaDebit } : { card: visaCard(behaviour) }),
  });
}

export function createPaymentMethod(call: Call): Stored.PaymentMethod {
  const { form, world } = call;
  const method = newPaymentMethod(world, behaviourOf(form), billingOf(form.child('billing_details')));
  method.metadata = metadataOf(form);
  return method;
}

/** The method behind an id; Stripe's `pm_card_...` test tokens become a fresh method. */
export function usableMethod(world: World, id: string, param = 'payment_method'): Stored.PaymentMethod {
  const behaviour = methodTokens[id];
  if (behaviour) return newPaymentMethod(world, behaviour);
  return found(world.state.paymentMethods, 'PaymentMethod', { id, param });
}

export const behaviourOfMethod = (world: World, id: string): MethodBehaviour =>
  world.state.methodBehaviours.find(id)?.behaviour ?? 'succeeds';

export const retrievePaymentMethod = (call: Call): Stored.PaymentMethod =>
  found(call.world.state.paymentMethods, 'PaymentMethod', { id: idOf(call) });

export function attachPaymentMethod(call: Call): Stored.PaymentMethod {
  const method = usableMethod(call.world, idOf(call), 'id');
  method.customer = findCustomer(call.world, call.form.required('customer'), 'customer').id;
  emit(call, 'payment_method.attached', method);
  return method;
}

export function detachPaymentMethod(call: Call): Stored.PaymentMethod {
  const method = retrievePaymentMethod(call);
  const before = { customer: method.customer };
  method.customer = null;
  emit(call, 'payment_method.detached', method, before);
  return method;
}

export function listPaymentMethods(call: Call): object {
  const fields = {
    customer: (method: Stored.PaymentMethod) => method.customer,
    type: (method: Stored.PaymentMethod) => method.type,
  };
  return listPage(call, whereEqual(call, call.world.state.paymentMethods.newestFirst(), fields));
}

function behaviourOf(form: Form): MethodBehaviour {
  if (form.required('type') === 'sepa_debit') {
    const iban = form.child('sepa_debit')?.required('iban') ?? '';
    return iban.startsWith('IT') ? 'delayed_fails' : 'delayed_succeeds';
  }
  const card = form.child('card');
  if (!card) throw missingParam('card');
  return methodTokens[card.text('token') ?? card.text('number') ?? ''] ?? 'succeeds';
}

function billingOf(form: Form | undefined): Stripe.PaymentMethod.BillingDetails {
  const address = form?.child('address');
  return {
    address: address ? addressOf(address) : null,
    email: form?.text('email') ?? null,
    name: form?.text('name') ?? null,
    phone: form?.text('phone') ?? null,
    tax_id: null,
  };
}

const sepaDebit: Stripe.PaymentMethod.SepaDebit = {
  bank_code: '37040044',
  branch_code: '',
  country: 'DE',
  fingerprint: 'vifs0Ho7vwRn1Miu',
  generated_from: { charge: null, setup_attempt: null },
  last4: '3201',
};

const visaCard = (behaviour: MethodBehaviour): Stripe.PaymentMethod.Card => ({
  brand: 'visa',
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
  country: 'US',
  display_brand: 'visa',
  exp_month: 12,
  exp_year: 2034,
  fingerprint: 'lDqwRVs8vJbdpz3e',
  funding: 'credit',
  generated_from: null,
  last4: behaviour === 'declined' ? '0002' : '4242',
  networks: { available: ['visa'], preferred: null },
  regulated_status: 'unregulated',
  three_d_secure_usage: { supported: true },
  wallet: null,
});
