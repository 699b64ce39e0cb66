import type { Collection } from '#sandbox/collection.ts';
import { noSuch } from '#sandbox/stripe/errors.ts';

/** The item, or Stripe's 404; with `param` it is a reference inside a request, which Stripe answers with 400. */
export function found<Item extends { id: string }>(
  collection: Collection<Item>,
  noun: string,
  { id, param }: { id: string; param?: string },
): Item {
  const item = collection.find(id);
  if (item) return item;
  throw param ? noSuch(noun, id, { status: 400, param }) : noSuch(noun, id);
}
