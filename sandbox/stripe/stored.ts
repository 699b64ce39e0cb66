import type Stripe from 'stripe';

/** Stripe objects as the sandbox keeps them: references are ids and decimals are text, as in JSON. */
export type Product = Stripe.Product & { default_price?: string | null };

export type CurrencyPrice = {
  custom_unit_amount: null;
  tax_behavior: Stripe.Price.TaxBehavior | null;
  unit_amount: number;
  unit_amount_decimal: string;
};

export type Price = Omit<Stripe.Price, 'unit_amount_decimal' | 'currency_options' | 'tiers' | 'product'> & {
  product: string;
  unit_amount: number;
  unit_amount_decimal: string;
  currency_options: Record<string, CurrencyPrice>;
};

export type Customer = Stripe.Customer;
export type PaymentMethod = Stripe.PaymentMethod & { customer: string | null };
export type PaymentIntent = Stripe.PaymentIntent & {
  customer: string | null;
  latest_charge: string | null;
  payment_method: string | null;
};
export type Charge = Stripe.Charge & { payment_intent: string | null; customer: string | null };
export type Refund = Stripe.Refund & { charge: string; payment_intent: string | null };
export type Dispute = Stripe.Dispute & { charge: string; payment_intent: string | null };
export type Session = Stripe.Checkout.Session & {
  payment_intent: string | null;
  customer: string | null;
  currency: string;
  amount_subtotal: number;
  amount_total: number;
  total_details: Stripe.Checkout.Session.TotalDetails;
};
export type Subscription = Omit<Stripe.Subscription, 'items' | 'customer'> & {
  customer: string;
  items: Omit<Stripe.ApiList<Stripe.SubscriptionItem>, 'data'> & { data: SubscriptionItem[] };
};
export type SubscriptionItem = Omit<Stripe.SubscriptionItem, 'price' | 'plan'> & {
  price: PublicPrice;
  plan: object;
};
export type Invoice = Omit<Stripe.Invoice, 'lines'> & {
  lines: Omit<Stripe.ApiList<Stripe.InvoiceLineItem>, 'data'> & { data: InvoiceLine[] };
};
export type InvoiceLine = Omit<Stripe.InvoiceLineItem, 'pricing' | 'quantity_decimal'> & {
  quantity_decimal: string;
  pricing: Omit<Stripe.InvoiceLineItem.Pricing, 'unit_amount_decimal'> & { unit_amount_decimal: string };
};
export type Endpoint = Stripe.WebhookEndpoint & { secret: string };

/** A price as answers show it: `currency_options` only on request. */
export type PublicPrice = Omit<Price, 'currency_options'>;

export type LineItem = Omit<Stripe.LineItem, 'price'> & { price: PublicPrice; quantity: number };

/** What Stripe keeps about a session without showing it on the session. */
export type Checkout = {
  id: string;
  lineItems: LineItem[];
  shippingRates: { id: string; name: string }[];
  /** Kept across declined attempts. */
  paymentIntent: string | null;
  payment: {
    metadata: Record<string, string>;
    description: string | null;
    receipt_email: string | null;
    setup_future_usage: Stripe.PaymentIntent.SetupFutureUsage | null;
    capture_method: Stripe.PaymentIntent.CaptureMethod;
  };
};

export type Event = {
  id: string;
  object: 'event';
  api_version: string;
  created: number;
  data: { object: Record<string, unknown>; previous_attributes?: Record<string, unknown> };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
};
