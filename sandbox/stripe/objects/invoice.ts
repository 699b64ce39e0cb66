import type Stripe from 'stripe';
import { freshId } from '#sandbox/random.ts';
import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { emit, type Source } from '#sandbox/stripe/events.ts';
import { found } from '#sandbox/stripe/found.ts';
import { page } from '#sandbox/stripe/list.ts';
import { paidInvoiceFields } from '#sandbox/stripe/objects/invoice-fields.ts';
import { unknownBuyer } from '#sandbox/stripe/objects/session-parts.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow, type World } from '#sandbox/world.ts';

/** Writes the invoice of a paid session where the session asked for one (https://docs.stripe.com/payments/checkout/receipts). */
export function invoiceSession(source: Source, session: Stored.Session): void {
  if (!session.invoice_creation?.enabled || session.invoice) return;
  const invoice = source.world.state.invoices.insert(newInvoice(source.world, session));
  session.invoice = invoice.id;
  emit(source, 'invoice.paid', invoice);
}

export const retrieveInvoice = (call: Call): Stored.Invoice =>
  found(call.world.state.invoices, 'invoice', { id: idOf(call) });

function newInvoice(world: World, session: Stored.Session): Stored.Invoice {
  const id = freshId('in');
  const now = unixNow(world);
  const number = `SANDBOX-${String(world.state.invoices.all().length + 1).padStart(4, '0')}`;
  const lines = world.state.checkouts.find(session.id)?.lineItems ?? [];
  return {
    ...paidInvoiceFields(session, now),
    ...amountsOf(session),
    ...buyerOf(session),
    id,
    object: 'invoice',
    number,
    created: now,
    currency: session.currency,
    hosted_invoice_url: `${world.url}/invoices/${id}`,
    invoice_pdf: `${world.url}/invoices/${id}`,
    lines: page(
      `/v1/invoices/${id}/lines`,
      lines.map((line) => lineOf(id, line, now)),
    ) as Stored.Invoice['lines'],
    metadata: { ...session.invoice_creation?.invoice_data.metadata },
  };
}

function amountsOf({ amount_total: total, amount_subtotal: subtotal, ...session }: Stored.Session) {
  const { amount_discount: discount, amount_shipping: shipping, amount_tax: tax } = session.total_details;
  return {
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: total,
    amount_remaining: 0,
    amount_shipping: shipping ?? 0,
    shipping_cost: session.shipping_cost
      ? {
          ...{ amount_subtotal: session.shipping_cost.amount_subtotal, amount_tax: 0 },
          ...{ amount_total: session.shipping_cost.amount_total },
          shipping_rate: session.shipping_cost.shipping_rate,
        }
      : null,
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_discount_amounts: discount === 0 ? [] : [{ amount: discount, discount: 'di_sandbox' }],
    total_excluding_tax: total - tax,
  };
}

function buyerOf(session: Stored.Session) {
  const { address, email, name, phone, tax_ids, tax_exempt } = session.customer_details ?? unknownBuyer;
  const shipping = session.collected_information?.shipping_details;
  return {
    customer: session.customer,
    customer_account: null,
    customer_address: address,
    customer_email: email,
    customer_name: name,
    customer_phone: phone,
    customer_shipping: shipping ? { address: shipping.address, name: shipping.name } : null,
    customer_tax_exempt: tax_exempt,
    customer_tax_ids: tax_ids?.map(({ type, value }) => ({ type, value })) ?? [],
  };
}

const lineOf = (invoice: string, line: Stored.LineItem, now: number): Stored.InvoiceLine => ({
  id: freshId('il'),
  object: 'line_item',
  amount: line.amount_total,
  currency: line.currency,
  description: line.description,
  discount_amounts: [],
  discountable: true,
  discounts: [],
  invoice,
  livemode: false,
  metadata: {},
  parent: null,
  period: { start: now, end: now },
  pretax_credit_amounts: [],
  pricing: {
    type: 'price_details',
    price_details: { price: line.price.id, product: line.price.product },
    unit_amount_decimal: String(line.price.unit_amount),
  },
  quantity: line.quantity,
  quantity_decimal: String(line.quantity),
  subscription: null,
  subtotal: line.amount_subtotal,
  taxes: [] as Stripe.InvoiceLineItem.Tax[],
});
