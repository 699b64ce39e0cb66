import type Stripe from 'stripe';
import { freshId } from '#sandbox/random.ts';
import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { StripeApiError } from '#sandbox/stripe/errors.ts';
import { emit, type Source } from '#sandbox/stripe/events.ts';
import { found } from '#sandbox/stripe/found.ts';
import { listPage, whereEqual } from '#sandbox/stripe/list.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow } from '#sandbox/world.ts';

/** The cardholder complains: an inquiry moves no money, a dispute withdraws it. */
export function openDispute(source: Source, charge: Stored.Charge, { inquiry = false } = {}): Stored.Dispute {
  const now = unixNow(source.world);
  const dispute = source.world.state.disputes.insert({
    id: freshId('du'),
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: now + 7 * 24 * 3600,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'manual',
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand: 'visa',
        case_type: inquiry ? 'inquiry' : 'chargeback',
        network: 'visa',
        network_reason_code: '10',
      },
      type: 'card',
    },
    reason: 'fraudulent',
    status: inquiry ? 'warning_needs_response' : 'needs_response',
  });
  charge.disputed = true;
  emit(source, 'charge.dispute.created', dispute);
  if (!inquiry) emit(source, 'charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

/** The bank decides. Throws when it already has. */
export function decideDispute(
  source: Source,
  dispute: Stored.Dispute,
  verdict: 'won' | 'lost',
): Stored.Dispute {
  if (['won', 'lost', 'warning_closed'].includes(dispute.status)) {
    throw new StripeApiError('This dispute is already closed', { code: 'charge_disputed' });
  }
  const before = { status: dispute.status };
  dispute.status = dispute.status.startsWith('warning') ? 'warning_closed' : verdict;
  if (dispute.status === 'won') emit(source, 'charge.dispute.funds_reinstated', dispute);
  emit(source, 'charge.dispute.closed', dispute, before);
  return dispute;
}

export const retrieveDispute = (call: Call): Stored.Dispute =>
  found(call.world.state.disputes, 'dispute', { id: idOf(call) });

/** Closing a dispute is giving in: the money stays with the cardholder. */
export const closeDispute = (call: Call) => decideDispute(call, retrieveDispute(call), 'lost');

export function updateDispute(call: Call): Stored.Dispute {
  const dispute = retrieveDispute(call);
  const before = { metadata: dispute.metadata, status: dispute.status };
  dispute.metadata = metadataOf(call.form, dispute.metadata);
  if (call.form.flag('submit'))
    dispute.status = dispute.status.startsWith('warning') ? 'warning_under_review' : 'under_review';
  emit(call, 'charge.dispute.updated', dispute, before);
  return dispute;
}

export function listDisputes(call: Call): object {
  const fields = {
    charge: (dispute: Stored.Dispute) => dispute.charge,
    payment_intent: (dispute: Stored.Dispute) => dispute.payment_intent,
  };
  return listPage(call, whereEqual(call, call.world.state.disputes.newestFirst(), fields));
}

const noEvidence: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};
