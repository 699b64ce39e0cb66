import { PaymentError } from '#domain/errors.ts';
import { demandRole, type Operator } from '#domain/operator.ts';
import type { ReplayVerdict } from '#domain/replay.ts';
import type { WebhookLog, WebhookStatus } from '#domain/webhook-log.ts';
import type { AppContext } from '#services/app-context.ts';
import { previewReplay, replayEvent } from './replay-event.ts';

/** One event of many: what became of it, or would. `unknown`: the provider has nothing under this id, or cannot be asked. */
export type Recovered = {
  readonly id: string;
  readonly event: string;
  readonly verdict: ReplayVerdict | 'unknown';
  readonly sentence: string;
};

export type Recovery = {
  readonly lines: readonly Recovered[];
  /** How many were not looked at, because time was up. */
  readonly left: number;
};

/** Null reason: nothing is written, and it says what would be. */
export type RecoveryOrder = {
  readonly ids: readonly string[];
  readonly reason: string | null;
  readonly budgetSeconds?: number;
};

const pageSize = 200;

/** What is stored since a moment with a status, the oldest first, because later events build on earlier ones. */
export async function eventsToRecover(
  app: AppContext,
  operator: Operator,
  { since, status = 'failed' }: { since: Date; status?: WebhookStatus },
): Promise<readonly Pick<WebhookLog, 'id' | 'event_id'>[]> {
  demandRole(operator, 'operator');
  const found: Pick<WebhookLog, 'id' | 'event_id'>[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof nextPage>> = await nextPage(app, { status, since, after });
    found.push(...page.rows.map(({ id, event_id }) => ({ id, event_id })));
    after = page.next;
  } while (after !== null);
  return found.reverse();
}

const nextPage = (
  { store }: AppContext,
  { status, since, after }: { status: WebhookStatus; since: Date; after: string | null },
) => store.list('webhook_logs', { where: { status }, from: since, after, limit: pageSize });

/** Replays many events one after the other, or says what that would do. One that fails never stops the others. */
export async function recoverEvents(
  app: AppContext,
  operator: Operator,
  { ids, reason, budgetSeconds = 40 }: RecoveryOrder,
): Promise<Recovery> {
  demandRole(operator, 'operator');
  const stopAt = app.clock.now().getTime() + budgetSeconds * 1000;
  const lines: Recovered[] = [];
  for (const id of ids) {
    if (app.clock.now().getTime() >= stopAt) break;
    lines.push(await recover(app, operator, { id, reason }));
  }
  return { lines, left: ids.length - lines.length };
}

async function recover(
  app: AppContext,
  operator: Operator,
  { id, reason }: { id: string; reason: string | null },
): Promise<Recovered> {
  try {
    const { eventId, event, verdict, sentence } =
      reason === null
        ? await previewReplay(app, operator, id)
        : await replayEvent(app, operator, { id, reason });
    return { id: eventId, event, verdict, sentence };
  } catch (error) {
    if (!(error instanceof PaymentError) || error.code === 'store_unavailable') throw error;
    return { id, event: '', verdict: 'unknown', sentence: error.message };
  }
}

/** How many events came to what. */
export function countVerdicts(lines: readonly Recovered[]): Readonly<Record<Recovered['verdict'], number>> {
  const count = { applies: 0, nothing: 0, ignored: 0, fails: 0, unknown: 0 };
  for (const { verdict } of lines) count[verdict] += 1;
  return count;
}
