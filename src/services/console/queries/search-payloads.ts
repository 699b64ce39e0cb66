import type { WebhookLog } from '#domain/webhook-log.ts';
import type { AppContext } from '#services/app-context.ts';
import type { WebhookQuery } from './webhooks.ts';

/** A page has to be there in half a second, so the search gives up before, and says how far it came. Milliseconds. */
const patienceMs = 300;
const firstSliceMs = 600_000;

type Found = {
  readonly rows: readonly WebhookLog[];
  readonly next: string | null;
  readonly searchedBackTo: Date | null;
};

/** No index knows what stands inside the payloads: they are looked through slice by slice, from the latest on. */
export async function searchPayloads(
  app: AppContext,
  query: WebhookQuery,
  { after, limit }: { after: string | null; limit: number },
): Promise<Found> {
  const { from = new Date(0), until: end = app.clock.now() } = query;
  const began = performance.now();
  const rows: WebhookLog[] = [];
  let length = firstSliceMs;
  for (let until = end; until > from; length *= 2) {
    const start = new Date(Math.max(from.getTime(), until.getTime() - length));
    const slice = { ...query, from: start, until, after, limit: limit - rows.length };
    const page = await app.store.list('webhook_logs', slice);
    rows.push(...page.rows);
    // A full page goes on behind its last row; a cursor of the slice is one of the whole list, too.
    if (page.next !== null) return { rows, next: page.next, searchedBackTo: null };
    until = start;
    const isUp = performance.now() - began > patienceMs || rows.length === limit;
    if (isUp && until > from) return { rows, next: null, searchedBackTo: until };
  }
  return { rows, next: null, searchedBackTo: null };
}
