import { freshId } from '#sandbox/random.ts';
import type { Form } from '#sandbox/stripe/form.ts';
import { found } from '#sandbox/stripe/found.ts';
import { metadataOf } from '#sandbox/stripe/metadata.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { unixNow, type World } from '#sandbox/world.ts';

export function newProduct(
  world: World,
  form: Form,
  { id = freshId('prod', 14), active = true } = {},
): Stored.Product {
  const now = unixNow(world);
  return {
    id,
    object: 'product',
    active,
    created: now,
    default_price: null,
    description: form.text('description') ?? null,
    images: form.texts('images'),
    livemode: false,
    marketing_features: [],
    metadata: metadataOf(form),
    name: form.required('name'),
    package_dimensions: null,
    shippable: form.flag('shippable') ?? null,
    statement_descriptor: form.text('statement_descriptor') ?? null,
    tax_code: form.text('tax_code') ?? null,
    tax_details: null,
    type: 'service',
    unit_label: form.text('unit_label') ?? null,
    updated: now,
    url: form.text('url') ?? null,
  };
}

export const findProduct = (world: World, id: string, param?: string): Stored.Product =>
  found(world.state.products, 'product', { id, ...(param ? { param } : {}) });
