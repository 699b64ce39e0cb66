import type { WebhookLog } from '#domain/webhook-log.ts';
import type { AppContext } from '#services/app-context.ts';
import type { WebhookQuery } from './webhooks.ts';

/** A page has to be there in half a second, so looking gives up before, and says how far it came. Milliseconds. */
const patienceMs = 300;
const firstSliceMs = 600_000;
/** A slice that was done sooner may be longer the next time. */
const shortMs = 40;

type Found = {
  readonly rows: readonly WebhookLog[];
  readonly next: string | null;
  readonly searchedBackTo: Date | null;
};

/** What no index knows, such as the text of payloads, is looked for slice by slice, from the latest on. */
export async function lookThrough(
  app: AppContext,
  query: WebhookQuery,
  { after, limit }: { after: string | null; limit: number },
): Promise<Found> {
  const { from = new Date(0), until: end = app.clock.now() } = query;
  const began = performance.now();
  const rows: WebhookLog[] = [];
  let length = firstSliceMs;
  let until = end;
  while (until > from) {
    const startedAt = performance.now();
    const start = new Date(Math.max(from.getTime(), until.getTime() - length));
    const slice = { ...query, from: start, until, after, limit: limit - rows.length };
    const page = await app.store.list('webhook_logs', slice);
    rows.push(...page.rows);
    // A full page goes on behind its last row; a cursor of the slice is one of the whole list, too.
    if (page.next !== null) return { rows, next: page.next, searchedBackTo: null };
    until = start;
    const isUp = performance.now() - began > patienceMs || rows.length === limit;
    if (isUp && until > from) return { rows, next: null, searchedBackTo: until };
    if (performance.now() - startedAt < shortMs) length *= 2;
  }
  return { rows, next: null, searchedBackTo: null };
}
