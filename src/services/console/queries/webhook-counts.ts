import { demandRole, type Operator } from '#domain/operator.ts';
import { slowMs, type WebhookFilter, type WebhookView } from '#domain/webhook-search.ts';
import type { AppContext } from '#services/app-context.ts';

/** How many there are in each saved view; null where counting would take too long. */
export type WebhookCounts = Readonly<Record<WebhookView, number | null>>;

/** Longer windows are not counted: that is a walk over millions. Milliseconds. */
const longestCountedMs = 25 * 3_600_000;
const mostSlow = 100;

/** Counts the saved views over the window of a filter, whatever else it asks for. Throws NotAllowedError. */
export async function webhookCounts(
  { store }: AppContext,
  operator: Operator,
  { from, until }: Pick<WebhookFilter, 'from' | 'until'>,
): Promise<WebhookCounts> {
  demandRole(operator, 'viewer');
  if (until.getTime() - from.getTime() > longestCountedMs)
    return { all: null, failed: null, slow: null, ignored: null };
  const [groups, slow] = await Promise.all([
    store.stats('webhook_logs', { from, until, by: ['status'] }),
    store.list('webhook_logs', { from, until, atLeast: { duration_ms: slowMs }, limit: mostSlow }),
  ]);
  const count = new Map(groups.map(({ values: [status], count }) => [status, count]));
  return {
    all: [...count.values()].reduce((sum, each) => sum + each, 0),
    failed: count.get('failed') ?? 0,
    slow: slow.rows.length,
    ignored: count.get('ignored') ?? 0,
  };
}
