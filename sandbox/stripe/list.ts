import type { Call } from '#sandbox/stripe/call.ts';
import { invalidParam, noSuch } from '#sandbox/stripe/errors.ts';
import type { Form } from '#sandbox/stripe/form.ts';

type Listed = { id: string; created?: number };

/** One page, newest first, by Stripe's cursors (https://docs.stripe.com/api/pagination). */
export function listPage<Item extends Listed>(call: Call, newestFirst: readonly Item[]): object {
  const { form, path } = call;
  const limit = pageSize(form);
  const inRange = createdFilter(form);
  const items = newestFirst.filter((item) => item.created === undefined || inRange(item.created));
  const after = form.text('starting_after');
  const before = form.text('ending_before');
  if (before) {
    const end = positionOf(items, before, 'ending_before');
    const start = Math.max(0, end - limit);
    return page(path, items.slice(start, end), start > 0);
  }
  const start = after ? positionOf(items, after, 'starting_after') + 1 : 0;
  return page(path, items.slice(start, start + limit), start + limit < items.length);
}

/** Keeps the items whose field equals the parameter, when it is given. */
export function whereEqual<Item>(
  call: Call,
  items: readonly Item[],
  fields: Record<string, (item: Item) => unknown>,
): Item[] {
  return items.filter((item) =>
    Object.entries(fields).every(([name, read]) => {
      const wanted = call.form.text(name);
      return wanted === undefined || String(read(item)) === wanted;
    }),
  );
}

export const page = (url: string, data: readonly unknown[], hasMore = false) => ({
  object: 'list' as const,
  url,
  has_more: hasMore,
  data: [...data],
});

function pageSize(form: Form): number {
  const limit = form.integer('limit') ?? 10;
  if (limit >= 1 && limit <= 100) return limit;
  throw invalidParam('limit', 'This value must be between 1 and 100.', 'parameter_invalid_integer');
}

function positionOf(items: readonly Listed[], id: string, param: string): number {
  const position = items.findIndex((item) => item.id === id);
  if (position < 0) throw noSuch('object', id, { status: 400, param });
  return position;
}

function createdFilter(form: Form): (created: number) => boolean {
  if (!form.has('created')) return () => true;
  if (!form.isNested('created')) {
    const moment = form.integer('created');
    return (created) => created === moment;
  }
  const range = form.child('created');
  const above = range?.integer('gt') ?? -Infinity;
  const from = range?.integer('gte') ?? -Infinity;
  const below = range?.integer('lt') ?? Infinity;
  const upTo = range?.integer('lte') ?? Infinity;
  return (created) => created > above && created >= from && created < below && created <= upTo;
}
