import type Stripe from 'stripe';
import { freshId } from '#sandbox/random.ts';
import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { emit } from '#sandbox/stripe/events.ts';
import { found } from '#sandbox/stripe/found.ts';
import { listPage, whereEqual } from '#sandbox/stripe/list.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow, type World } from '#sandbox/world.ts';

/** A charge of an intent by a method; it is `pending` until its outcome is set. */
export function newCharge(
  world: World,
  intent: Stored.PaymentIntent,
  method: Stored.PaymentMethod,
): Stored.Charge {
  const id = freshId(method.type === 'card' ? 'ch' : 'py');
  return world.state.charges.insert({
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: structuredClone(method.billing_details),
    calculated_statement_descriptor: method.type === 'card' ? 'ROLITT SANDBOX' : null,
    captured: false,
    created: unixNow(world),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: null,
    paid: false,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(method, intent.amount),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: `${world.url}/receipts/${id}`,
    refunded: false,
    review: null,
    shipping: structuredClone(intent.shipping),
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'pending',
    transfer_data: null,
    transfer_group: null,
  });
}

export const approved: Stripe.Charge.Outcome = {
  advice_code: null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: 'approved_by_network',
  reason: null,
  seller_message: 'Payment complete.',
  type: 'authorized',
};

export const declinedFor = (reason: string): Stripe.Charge.Outcome => ({
  ...approved,
  network_status: 'declined_by_network',
  reason,
  seller_message: 'The bank did not return any further details with this decline.',
  type: 'issuer_declined',
});

export const findCharge = (world: World, id: string, param?: string): Stored.Charge =>
  found(world.state.charges, 'charge', { id, ...(param ? { param } : {}) });

export const retrieveCharge = (call: Call) => findCharge(call.world, idOf(call));

export function updateCharge(call: Call): Stored.Charge {
  const charge = retrieveCharge(call);
  const before = { metadata: charge.metadata };
  charge.metadata = metadataOf(call.form, charge.metadata);
  charge.description = call.form.updated('description', charge.description);
  emit(call, 'charge.updated', charge, before);
  return charge;
}

export function listCharges(call: Call): object {
  const fields = {
    payment_intent: (charge: Stored.Charge) => charge.payment_intent,
    customer: (charge: Stored.Charge) => charge.customer,
  };
  return listPage(call, whereEqual(call, call.world.state.charges.newestFirst(), fields));
}

function detailsOf(method: Stored.PaymentMethod, amount: number): Stripe.Charge.PaymentMethodDetails {
  if (method.sepa_debit) {
    const { bank_code, branch_code, country, fingerprint, last4 } = method.sepa_debit;
    return {
      sepa_debit: { bank_code, branch_code, country, fingerprint, last4, mandate: null },
      type: 'sepa_debit',
    };
  }
  return { card: cardDetails(method, amount), type: 'card' };
}

function cardDetails(method: Stored.PaymentMethod, amount: number): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    amount_authorized: amount,
    authorization_code: '123456',
    brand: 'visa',
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
    country: 'US',
    electronic_commerce_indicator: null,
    exp_month: 12,
    exp_year: 2034,
    extended_authorization: { status: 'disabled' },
    fingerprint: 'lDqwRVs8vJbdpz3e',
    funding: 'credit',
    incremental_authorization: { status: 'unavailable' },
    installments: null,
    last4: method.card?.last4 ?? '4242',
    mandate: null,
    multicapture: { status: 'unavailable' },
    network: 'visa',
    network_token: { used: false },
    network_transaction_id: '104102111101010',
    overcapture: { maximum_amount_capturable: amount, status: 'unavailable' },
    regulated_status: 'unregulated',
    three_d_secure: null,
    transaction_link_id: null,
    wallet: null,
  };
}
