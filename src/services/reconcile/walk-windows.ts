/** Part of a list, newest first, and where it goes on. */
type Part<T> = { readonly items: readonly T[]; readonly next: string | null };

export type Span = { readonly from: Date; readonly until: Date };
export type ListPart<T> = (window: Span & { readonly after: string | null }) => Promise<Part<T>>;

const second = 1_000;

/**
 * A list that can only be read newest first, from its oldest end: window by window, each short enough for one page and in
 * itself the oldest first. Whoever stops goes on where the last whole window ended.
 */
export async function* walkWindows<T>(
  list: ListPart<T>,
  span: Span,
): AsyncGenerator<{ readonly items: readonly T[]; readonly until: Date }> {
  let from = wholeSeconds(span.from);
  const end = wholeSeconds(span.until);
  let length = end - from;
  while (from < end) {
    const until = Math.min(from + length, end);
    const window = { from: new Date(from), until: new Date(until) };
    const first = await list({ ...window, after: null });
    if (first.next !== null && until - from > second) {
      length = Math.max(second, wholeSeconds(new Date((until - from) / 2)));
      continue;
    }
    const items = [...first.items, ...(await restOf(list, window, first.next))].reverse();
    yield { items, until: window.until };
    from = until;
    length *= 2;
  }
}

/** What does not fit on one page although it happened within one second. */
async function restOf<T>(list: ListPart<T>, window: Span, next: string | null): Promise<T[]> {
  const items: T[] = [];
  for (let after = next; after !== null; ) {
    const part = await list({ ...window, after });
    items.push(...part.items);
    after = part.next;
  }
  return items;
}

const wholeSeconds = (moment: Date): number => Math.floor(moment.getTime() / second) * second;
