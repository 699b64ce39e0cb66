import type { Collection } from '#sandbox/collection.ts';
import type { State } from '#sandbox/state.ts';
import { StripeApiError } from '#sandbox/stripe/errors.ts';
import { page } from '#sandbox/stripe/list.ts';
import { promotionCodes } from '#sandbox/stripe/objects/promotion-code.ts';

type Json = Record<string, unknown>;

/** Replaces ids by whole objects along `a.b.c` paths (https://docs.stripe.com/api/expanding_objects). The input stays untouched. */
export function expanded(state: State, answer: object, paths: readonly string[]): object {
  const copy = shown(answer as Json);
  for (const path of paths) expandPath(state, copy, { path, names: path.split('.') });
  return copy;
}

type Walk = { path: string; names: readonly string[] };

function expandPath(state: State, node: unknown, { path, names }: Walk): void {
  const [name, ...rest] = names;
  if (name === undefined || node === null || node === undefined) return;
  if (Array.isArray(node)) {
    for (const item of node) expandPath(state, item, { path, names });
    return;
  }
  const parent = node as Json;
  if (!(name in parent)) parent[name] = includable(state, parent, name);
  if (parent[name] === undefined) {
    delete parent[name];
    throw new StripeApiError(`This property cannot be expanded (${path}).`);
  }
  const value = parent[name];
  if (typeof value === 'string') parent[name] = referenced(state, value) ?? value;
  expandPath(state, parent[name], { path, names: rest });
}

/** Parts that answers leave out until they are asked for. */
function includable(state: State, parent: Json, name: string): unknown {
  const id = String(parent.id);
  if (parent.object === 'checkout.session' && name === 'line_items') {
    const lines = state.checkouts.find(id)?.lineItems ?? [];
    return structuredClone(page(`/v1/checkout/sessions/${id}/line_items`, lines));
  }
  if (parent.object === 'price' && name === 'currency_options') {
    return structuredClone(state.prices.find(id)?.currency_options);
  }
  if (parent.object === 'charge' && name === 'refunds') {
    const refunds = state.refunds.newestFirst().filter(({ charge }) => charge === id);
    return structuredClone(page(`/v1/charges/${id}/refunds`, refunds));
  }
  return undefined;
}

function referenced(state: State, id: string): Json | undefined {
  const collections: Record<string, Collection<{ id: string }>> = {
    ch: state.charges,
    py: state.charges,
    cs: state.sessions,
    cus: state.customers,
    du: state.disputes,
    in: state.invoices,
    pi: state.paymentIntents,
    pm: state.paymentMethods,
    price: state.prices,
    prod: state.products,
    re: state.refunds,
    pyr: state.refunds,
    sub: state.subscriptions,
  };
  const promotion = promotionCodes().find((code) => code.id === id);
  if (promotion) return { ...promotion };
  const item =
    collections[id.slice(0, id.indexOf('_'))]?.find(id) ?? state.products.find(id) ?? state.prices.find(id);
  return item ? shown(item as Json) : undefined;
}

function shown(object: Json): Json {
  const copy = structuredClone(object);
  for (const item of [copy, ...(Array.isArray(copy.data) ? (copy.data as Json[]) : [])]) {
    if (item.object === 'price') delete item.currency_options;
  }
  return copy;
}
