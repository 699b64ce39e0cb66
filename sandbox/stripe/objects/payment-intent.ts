import { freshId } from '#sandbox/random.ts';
import { emit, type Source } from '#sandbox/stripe/events.ts';
import { found } from '#sandbox/stripe/found.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow, type World } from '#sandbox/world.ts';

type IntentFields = Pick<Stored.PaymentIntent, 'amount' | 'currency'> &
  Partial<
    Pick<
      Stored.PaymentIntent,
      | 'capture_method'
      | 'customer'
      | 'description'
      | 'metadata'
      | 'payment_method'
      | 'payment_method_types'
      | 'receipt_email'
      | 'setup_future_usage'
      | 'shipping'
    >
  >;

/** Opens a payment intent and announces it. */
export function openIntent(source: Source, fields: IntentFields): Stored.PaymentIntent {
  const id = freshId('pi');
  const intent: Stored.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: fields.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: fields.capture_method ?? 'automatic',
    client_secret: freshId(`${id}_secret`),
    confirmation_method: 'automatic',
    created: unixNow(source.world),
    currency: fields.currency,
    customer: fields.customer ?? null,
    customer_account: null,
    description: fields.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: fields.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: fields.payment_method ?? null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: fields.payment_method_types ?? ['card'],
    payment_record: null,
    processing: null,
    receipt_email: fields.receipt_email ?? null,
    review: null,
    setup_future_usage: fields.setup_future_usage ?? null,
    shipping: fields.shipping ?? null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: fields.payment_method ? 'requires_confirmation' : 'requires_payment_method',
    transfer_group: null,
  };
  source.world.state.paymentIntents.insert(intent);
  emit(source, 'payment_intent.created', intent);
  return intent;
}

export const findIntent = (world: World, id: string, param?: string): Stored.PaymentIntent =>
  found(world.state.paymentIntents, 'payment_intent', { id, ...(param ? { param } : {}) });
