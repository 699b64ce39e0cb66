import type Stripe from 'stripe';
import { freshId } from '#sandbox/random.ts';
import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { changedFields } from '#sandbox/stripe/changed-fields.ts';
import { invalidParam, missingParam, StripeApiError } from '#sandbox/stripe/errors.ts';
import { emit, type Source } from '#sandbox/stripe/events.ts';
import type { Form } from '#sandbox/stripe/form.ts';
import { found } from '#sandbox/stripe/found.ts';
import { listPage, whereEqual } from '#sandbox/stripe/list.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import { findProduct, newProduct } from '#sandbox/stripe/objects/product-record.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow, type World } from '#sandbox/world.ts';

const taxBehaviors = ['exclusive', 'inclusive', 'unspecified'] as const;

export function createPrice(call: Call): Stored.Price {
  const inline = call.form.child('product_data');
  if (inline) {
    const product = newProduct(call.world, inline);
    call.world.state.products.insert(product);
    emit(call, 'product.created', product);
    return insertPrice(call, call.form, product.id);
  }
  return insertPrice(call, call.form, findProduct(call.world, call.form.required('product'), 'product').id);
}

/** Reads, keeps and announces a price of a known product. */
export function insertPrice(source: Source, form: Form, product: string): Stored.Price {
  const { world } = source;
  const lookupKey = claimedLookupKey(world, form);
  const price = world.state.prices.insert({
    ...newPrice(world, form, product),
    lookup_key: lookupKey,
    nickname: form.text('nickname') ?? null,
    active: form.flag('active') ?? true,
  });
  emit(source, 'price.created', publicPrice(price));
  return price;
}

export function newPrice(world: World, form: Form, product: string): Stored.Price {
  const recurring = recurringOf(form.child('recurring'));
  const amount = form.has('unit_amount_decimal')
    ? Number(form.required('unit_amount_decimal'))
    : form.amount('unit_amount');
  const currency = currencyOf(form.required('currency'), form.pathOf('currency'));
  const taxBehavior = form.oneOf('tax_behavior', taxBehaviors) ?? 'unspecified';
  return {
    id: freshId('price'),
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created: unixNow(world),
    currency,
    currency_options: {
      [currency]: currencyPrice(amount, taxBehavior),
      ...currencyOptionsOf(form.child('currency_options'), {}),
    },
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: metadataOf(form),
    nickname: null,
    product,
    recurring,
    tax_behavior: taxBehavior,
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: amount,
    unit_amount_decimal: String(amount),
  };
}

export const findPrice = (world: World, id: string, param?: string): Stored.Price =>
  found(world.state.prices, 'price', { id, ...(param ? { param } : {}) });

export const retrievePrice = (call: Call) => findPrice(call.world, idOf(call));

export function updatePrice(call: Call): Stored.Price {
  const price = retrievePrice(call);
  const { form } = call;
  const before = publicPrice(structuredClone(price));
  price.active = form.flag('active') ?? price.active;
  price.nickname = form.updated('nickname', price.nickname);
  price.metadata = metadataOf(form, price.metadata);
  price.currency_options = currencyOptionsOf(form.child('currency_options'), price.currency_options);
  if (form.has('lookup_key')) price.lookup_key = claimedLookupKey(call.world, form);
  emit(call, 'price.updated', publicPrice(price), changedFields(before, publicPrice(price)));
  return price;
}

export function listPrices(call: Call): object {
  const keys = call.form.texts('lookup_keys');
  const prices = call.world.state.prices
    .newestFirst()
    .filter(({ lookup_key }) => keys.length === 0 || (lookup_key !== null && keys.includes(lookup_key)));
  const filters = {
    active: (price: Stored.Price) => price.active,
    currency: (price: Stored.Price) => price.currency,
    product: (price: Stored.Price) => price.product,
    type: (price: Stored.Price) => price.type,
  };
  return listPage(call, whereEqual(call, prices, filters));
}

export function publicPrice({ currency_options: _, ...price }: Stored.Price): Stored.PublicPrice {
  return price;
}

/** A lower-case ISO 4217 code. Throws Stripe's refusal for anything that cannot be one. */
export function currencyOf(text: string, param: string): string {
  if (/^[a-z]{3}$/i.test(text)) return text.toLowerCase();
  throw invalidParam(param, `Invalid currency: ${text}.`);
}

export const currencyPrice = (
  amount: number,
  taxBehavior: Stored.Price['tax_behavior'] = 'unspecified',
): Stored.CurrencyPrice => ({
  custom_unit_amount: null,
  tax_behavior: taxBehavior,
  unit_amount: amount,
  unit_amount_decimal: String(amount),
});

function currencyOptionsOf(
  form: Form | undefined,
  current: Stored.Price['currency_options'],
): Stored.Price['currency_options'] {
  const options = { ...current };
  for (const name of form?.names() ?? []) {
    const option = form?.child(name);
    if (!option) delete options[name];
    else
      options[currencyOf(name, option.pathOf(''))] = currencyPrice(
        option.amount('unit_amount'),
        option.oneOf('tax_behavior', taxBehaviors),
      );
  }
  return options;
}

function recurringOf(form: Form | undefined): Stripe.Price.Recurring | null {
  if (!form) return null;
  const interval = form.oneOf('interval', ['day', 'week', 'month', 'year']);
  if (!interval) throw missingParam(form.pathOf('interval'));
  return {
    interval,
    interval_count: form.integer('interval_count') ?? 1,
    meter: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
}

function claimedLookupKey(world: World, form: Form): string | null {
  const key = form.text('lookup_key');
  if (!key) return null;
  const holder = world.state.prices.all().find(({ lookup_key }) => lookup_key === key);
  if (holder && !form.flag('transfer_lookup_key')) {
    throw new StripeApiError(
      `A price (\`${holder.id}\`) already uses that lookup key. Use \`transfer_lookup_key: true\` to move it.`,
      { param: 'lookup_key' },
    );
  }
  if (holder) holder.lookup_key = null;
  return key;
}
