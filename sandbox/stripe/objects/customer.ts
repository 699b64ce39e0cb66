import { freshId } from '#sandbox/random.ts';
import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { changedFields } from '#sandbox/stripe/changed-fields.ts';
import { emit } from '#sandbox/stripe/events.ts';
import { Form } from '#sandbox/stripe/form.ts';
import { found } from '#sandbox/stripe/found.ts';
import { listPage, whereEqual } from '#sandbox/stripe/list.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import { addressOf } from '#sandbox/stripe/objects/address.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow, type World } from '#sandbox/world.ts';

function newCustomer(world: World, form: Form): Stored.Customer {
  return world.state.customers.insert({
    id: freshId('cus', 14),
    object: 'customer',
    address: addressPart(form) ?? null,
    balance: 0,
    created: unixNow(world),
    currency: null,
    default_source: null,
    delinquent: false,
    description: form.text('description') ?? null,
    discount: null,
    email: form.text('email') ?? null,
    invoice_prefix: freshId('', 8).slice(1).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: metadataOf(form),
    name: form.text('name') ?? null,
    next_invoice_sequence: 1,
    phone: form.text('phone') ?? null,
    preferred_locales: form.texts('preferred_locales'),
    shipping: shippingPart(form) ?? null,
    tax_exempt: 'none',
    test_clock: null,
  });
}

export function createCustomer(call: Call): Stored.Customer {
  const customer = newCustomer(call.world, call.form);
  emit(call, 'customer.created', customer);
  return customer;
}

/** A customer made by Checkout itself from what the buyer typed. */
export function customerOf(
  world: World,
  fields: { email: string | null; name: string | null },
): Stored.Customer {
  return newCustomer(world, new Form({ email: fields.email ?? '', name: fields.name ?? '' }));
}

export const findCustomer = (world: World, id: string, param?: string): Stored.Customer =>
  found(world.state.customers, 'customer', { id, ...(param ? { param } : {}) });

export const retrieveCustomer = (call: Call) => findCustomer(call.world, idOf(call));

export function updateCustomer(call: Call): Stored.Customer {
  const customer = retrieveCustomer(call);
  const { form } = call;
  const before = structuredClone(customer);
  customer.email = form.updated('email', customer.email);
  customer.name = form.updated('name', customer.name ?? null);
  customer.phone = form.updated('phone', customer.phone ?? null);
  customer.description = form.updated('description', customer.description);
  customer.metadata = metadataOf(form, customer.metadata);
  if (form.has('address')) customer.address = addressPart(form) ?? null;
  if (form.has('shipping')) customer.shipping = shippingPart(form) ?? null;
  emit(call, 'customer.updated', customer, changedFields(before, customer));
  return customer;
}

export function deleteCustomer(call: Call): object {
  const customer = retrieveCustomer(call);
  call.world.state.customers.remove(customer.id);
  emit(call, 'customer.deleted', customer);
  return { id: customer.id, object: 'customer', deleted: true };
}

export function listCustomers(call: Call): object {
  const customers = call.world.state.customers.newestFirst();
  return listPage(call, whereEqual(call, customers, { email: ({ email }) => email }));
}

function addressPart(form: Form) {
  const address = form.child('address');
  return address ? addressOf(address) : undefined;
}

function shippingPart(form: Form) {
  const shipping = form.child('shipping');
  if (!shipping) return undefined;
  return {
    address: addressPart(shipping) ?? addressOf(new Form({})),
    name: shipping.text('name') ?? '',
    phone: shipping.text('phone') ?? '',
  };
}
