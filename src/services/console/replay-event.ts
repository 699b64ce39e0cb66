import { diffOf } from '#domain/change-diff.ts';
import { type Changes, insert } from '#domain/changes.ts';
import { demandRole, type Operator } from '#domain/operator.ts';
import type { PaymentEvent } from '#domain/payment-event.ts';
import {
  alreadyApplied,
  type ReplayPreview,
  replayLine,
  replaySentence,
  replayVerdict,
} from '#domain/replay.ts';
import { afterSettlement } from '#services/after-settlement.ts';
import type { AppContext } from '#services/app-context.ts';
import { decideEvent, keysOf, type Occasion, settledBefore, settleEvent } from '#services/settle-event.ts';
import { findEvent } from './find-event.ts';

const review = { review: true, lines: () => [] } satisfies Occasion;

/** What replaying an event would do, decided with today's catalogue and today's records, and not written. Throws PaymentError. */
export async function previewReplay(app: AppContext, operator: Operator, id: string): Promise<ReplayPreview> {
  demandRole(operator, 'operator');
  return preview(app, await findEvent(app, id));
}

async function preview(app: AppContext, event: PaymentEvent): Promise<ReplayPreview> {
  const known = await app.store.load(keysOf(event));
  const about = { eventId: event.eventId, event: event.type, logId: known.log?.record.id ?? null };
  if (settledBefore(known, event, review) !== null)
    return { ...about, verdict: 'nothing', sentence: alreadyApplied, diff: [] };
  const { decision, changes } = await decideEvent(app, { event, known }, review);
  const status = known.log?.record.status ?? null;
  const verdict = replayVerdict(status, decision);
  const diff = verdict === 'nothing' ? [] : diffOf(changes, await keptPromises(app, changes));
  const held = known.order?.record.needs_attention ?? null;
  return { ...about, verdict, sentence: replaySentence(verdict, decision, { status, held }), diff };
}

/** The keys of those messages that are owed already. */
async function keptPromises(app: AppContext, { changes }: Changes): Promise<ReadonlySet<string>> {
  const keys = changes.flatMap((change) =>
    change.table === 'outbox' && change.op === 'ensure' ? [change.row.dedupe_key] : [],
  );
  const found = await Promise.all(
    keys.map((dedupe_key) => app.store.list('outbox', { where: { dedupe_key }, limit: 1 })),
  );
  return new Set(found.flatMap(({ rows }) => rows.map(({ dedupe_key }) => dedupe_key)));
}

/**
 * Drives an event once more through the one settlement, and leaves a line that says who did it and why. What is applied
 * already stays as it is and leaves no line, so pressing twice is safe. Throws PaymentError, and RangeError without a reason.
 */
export async function replayEvent(
  app: AppContext,
  operator: Operator,
  { id, reason }: { id: string; reason: string },
): Promise<ReplayPreview> {
  demandRole(operator, 'operator');
  if (reason.trim() === '') throw new RangeError('A replay needs a reason.');
  const event = await findEvent(app, id);
  const before = await preview(app, event);
  if (before.verdict === 'nothing') return before;
  let { logId } = before;
  const who = { operator, reason: reason.trim() };
  const settled = await settleEvent(app, event, {
    review: true,
    lines: (decision, id) => {
      logId = id;
      const at = { now: app.clock.now(), id: app.ids.newId() };
      return [insert('activity_logs', replayLine(who, { decision, logId: id, eventId: event.eventId }, at))];
    },
  });
  app.defer(() => afterSettlement(app, event, settled));
  if (settled.kind === 'duplicate')
    return { ...before, verdict: 'nothing', sentence: alreadyApplied, diff: [] };
  return {
    ...before,
    logId,
    verdict: replayVerdict('failed', settled.decision),
    sentence: settled.decision.sentence,
  };
}
