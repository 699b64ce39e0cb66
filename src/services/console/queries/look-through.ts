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
  let { until, cursor } = after === null ? { until: end, cursor: null } : placeIn(after);
  while (until > from) {
    const startedAt = performance.now();
    const start = new Date(Math.max(from.getTime(), until.getTime() - length));
    const slice = { ...query, from: start, until, after: cursor, limit: limit - rows.length };
    const page = await app.store.list('webhook_logs', slice);
    rows.push(...page.rows);
    if (page.next !== null) return { rows, next: placeBehind(rows, page.next), searchedBackTo: null };
    [until, cursor] = [start, null];
    const isUp = performance.now() - began > patienceMs || rows.length === limit;
    if (isUp && until > from) return { rows, next: null, searchedBackTo: until };
    if (performance.now() - startedAt < shortMs) length *= 2;
  }
  return { rows, next: null, searchedBackTo: null };
}

type Place = { readonly until: Date; readonly cursor: string | null };

/** The slices go on where the last row stands, and the cursor counts in the first of them alone. */
const placeBehind = (rows: readonly WebhookLog[], cursor: string): string =>
  `${(rows.at(-1)?.created_at.getTime() ?? 0) + 1}~${cursor}`;

function placeIn(after: string): Place {
  const [, moment, cursor] = /^(\d{1,15})~(.+)$/.exec(after) ?? [];
  if (moment === undefined || cursor === undefined) throw new RangeError('This is no place in a search.');
  return { until: new Date(Number(moment)), cursor };
}
