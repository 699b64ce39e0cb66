import { type Call, idOf } from '#sandbox/stripe/call.ts';
import { changedFields } from '#sandbox/stripe/changed-fields.ts';
import { StripeApiError } from '#sandbox/stripe/errors.ts';
import { emit } from '#sandbox/stripe/events.ts';
import { listPage, whereEqual } from '#sandbox/stripe/list.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import { insertPrice } from '#sandbox/stripe/objects/price.ts';
import { findProduct, newProduct } from '#sandbox/stripe/objects/product-record.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow } from '#sandbox/world.ts';

export function createProduct(call: Call): Stored.Product {
  const { form, world } = call;
  const id = form.text('id');
  if (id && world.state.products.find(id)) {
    throw new StripeApiError('Product already exists.', { code: 'resource_already_exists' });
  }
  const product = newProduct(world, form, { ...(id ? { id } : {}), active: form.flag('active') ?? true });
  world.state.products.insert(product);
  emit(call, 'product.created', product);
  const price = form.child('default_price_data');
  if (price) product.default_price = insertPrice(call, price, product.id).id;
  return product;
}

export const retrieveProduct = (call: Call) => findProduct(call.world, idOf(call));

export function updateProduct(call: Call): Stored.Product {
  const product = retrieveProduct(call);
  const { form } = call;
  const before = structuredClone(product);
  product.name = form.text('name') ?? product.name;
  product.active = form.flag('active') ?? product.active;
  product.description = form.updated('description', product.description);
  product.url = form.updated('url', product.url);
  product.images = form.has('images') ? form.texts('images') : product.images;
  product.metadata = metadataOf(form, product.metadata);
  product.default_price = form.text('default_price') ?? product.default_price ?? null;
  product.updated = unixNow(call.world);
  emit(call, 'product.updated', product, changedFields(before, product));
  return product;
}

export function listProducts(call: Call): object {
  const ids = call.form.texts('ids');
  const products = call.world.state.products
    .newestFirst()
    .filter(({ id }) => ids.length === 0 || ids.includes(id));
  return listPage(
    call,
    whereEqual(call, products, { active: ({ active }) => active, url: ({ url }) => url }),
  );
}
