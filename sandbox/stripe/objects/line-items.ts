import { freshId } from '#sandbox/random.ts';
import type { Call } from '#sandbox/stripe/call.ts';
import { invalidParam, missingParam, StripeApiError } from '#sandbox/stripe/errors.ts';
import { emit } from '#sandbox/stripe/events.ts';
import type { Form } from '#sandbox/stripe/form.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import { findPrice, newPrice, publicPrice } from '#sandbox/stripe/objects/price.ts';
import { findProduct, newProduct } from '#sandbox/stripe/objects/product-record.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';

/** Reads `line_items`, by price id or inline, in one currency. */
export function readLineItems(call: Call): { currency: string; lineItems: Stored.LineItem[] } {
  const forms = call.form.children('line_items');
  if (forms.length === 0) throw missingParam('line_items');
  if (forms.length > 100) throw invalidParam('line_items', 'You can specify at most 100 line items.');
  const wanted = call.form.text('currency')?.toLowerCase();
  const lineItems = forms.map((form) => readLineItem(call, form, wanted));
  const currency = lineItems[0]?.currency ?? 'usd';
  const other = lineItems.find((item) => item.currency !== currency);
  if (other) {
    throw new StripeApiError(
      `The price \`${other.price.id}\` only supports \`${other.currency}\`. This doesn't match the expected currency: \`${currency}\`.`,
      { param: 'line_items' },
    );
  }
  return { currency, lineItems };
}

function readLineItem(call: Call, form: Form, wanted: string | undefined): Stored.LineItem {
  const price = priceOf(call, form);
  const currency = wanted ?? price.currency;
  const option = price.currency_options[currency];
  if (!option) {
    throw new StripeApiError(`The price \`${price.id}\` is not available in the currency: \`${currency}\`.`, {
      param: form.pathOf('price'),
    });
  }
  const quantity = form.integer('quantity');
  if (quantity === undefined) {
    throw new StripeApiError('Quantity is required. Add `quantity` to the line item.', {
      param: form.pathOf('quantity'),
      code: 'parameter_missing',
    });
  }
  if (quantity < 1) {
    throw invalidParam(
      form.pathOf('quantity'),
      'This value must be greater than or equal to 1.',
      'parameter_invalid_integer',
    );
  }
  const amount = option.unit_amount * quantity;
  return {
    id: freshId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency,
    description: findProduct(call.world, price.product).name,
    metadata: metadataOf(form),
    price: publicPrice(structuredClone(price)),
    quantity,
  };
}

function priceOf(call: Call, form: Form): Stored.Price {
  const inline = form.child('price_data');
  if (inline) return inlinePrice(call, inline);
  const price = findPrice(call.world, form.required('price'), form.pathOf('price'));
  if (price.active) {
    if (price.type === 'one_time') return price;
    throw new StripeApiError(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
      { param: 'line_items' },
    );
  }
  throw invalidParam(
    form.pathOf('price'),
    'The price specified is inactive. This field only accepts active prices.',
    'price_inactive',
  );
}

/** Inline prices exist afterwards, but inactive: nobody can use them again. */
function inlinePrice(call: Call, form: Form): Stored.Price {
  const { state } = call.world;
  const productData = form.child('product_data');
  let product = form.text('product');
  if (productData) {
    const created = state.products.insert(newProduct(call.world, productData, { active: false }));
    emit(call, 'product.created', created);
    product = created.id;
  }
  if (!product) throw missingParam(form.pathOf('product_data'));
  const price = newPrice(call.world, form, findProduct(call.world, product, form.pathOf('product')).id);
  state.prices.insert({ ...price, active: false });
  emit(call, 'price.created', publicPrice({ ...price, active: false }));
  return price;
}
