import type { ActivityLog } from '#domain/activity.ts';
import { insert } from '#domain/changes.ts';
import type { Decision } from '#domain/decision.ts';
import type { PaymentEvent } from '#domain/payment-event.ts';
import { type Drift, driftLine } from '#domain/reconciliation.ts';
import { afterSettlement } from '#services/after-settlement.ts';
import type { AppContext } from '#services/app-context.ts';
import { decideEvent, keysOf, settleEvent } from '#services/settle-event.ts';

type Found = Pick<Drift, 'kind' | 'sentence'> & {
  /** It stands in the log as ignored, and is looked at again. */
  readonly review?: boolean;
};

/** A run of the reconciliation: what it found so far, and whether it may write. */
export type Run = {
  readonly app: AppContext;
  readonly dryRun: boolean;
  readonly found: Drift[];
  readonly isOver: () => boolean;
};

const isRepair = ({ status, changes }: Decision): boolean => status === 'success' && changes.length > 0;

/**
 * Settles an event of which we were not told. It is a repair only when it changed something: then its line of history
 * is in the same commit, so that there is one line for one repair. In a dry run nothing is written.
 */
export async function settleUntold(run: Run, event: PaymentEvent, found: Found): Promise<void> {
  const { app } = run;
  const { review = false } = found;
  const driftOf = (decision: Decision): Drift => ({
    kind: found.kind,
    sentence: `${found.sentence} ${decision.sentence}`,
    ref: event.eventId,
    orderId: decision.orderId,
    repaired: !run.dryRun,
  });
  if (run.dryRun) {
    const known = await app.store.load(keysOf(event));
    const { decision } = await decideEvent(app, { event, known }, { review, lines: () => [] });
    // A refund whose payment is missing, too, is repaired after it.
    if (isRepair(decision) || decision.code === 'order_unknown') run.found.push(driftOf(decision));
    return;
  }
  const settled = await settleEvent(app, event, {
    review,
    lines: (decision, logId) => (isRepair(decision) ? [lineOf(app, driftOf(decision), logId)] : []),
  });
  if (settled.kind === 'decided' && isRepair(settled.decision)) raise(run, driftOf(settled.decision));
  app.defer(() => afterSettlement(app, event, settled));
}

/** A difference that no fact of the provider explains: a person has to look. */
export async function noteDrift(run: Run, drift: Omit<Drift, 'repaired'>): Promise<void> {
  const noted = { ...drift, repaired: false };
  if (run.dryRun) run.found.push(noted);
  else {
    await run.app.store.commit({ log: null, changes: [lineOf(run.app, noted, drift.ref)] });
    raise(run, noted);
  }
}

function lineOf({ clock, ids }: AppContext, drift: Drift, otherwise: string) {
  const subject: Pick<ActivityLog, 'subject_type' | 'subject_id'> =
    drift.orderId === null
      ? { subject_type: 'webhook_log', subject_id: otherwise }
      : { subject_type: 'order', subject_id: drift.orderId };
  return insert('activity_logs', driftLine(drift, subject, { now: clock.now(), id: ids.newId() }));
}

/** Whoever watches the log hears of every one. */
function raise(run: Run, drift: Drift): void {
  run.found.push(drift);
  const code = drift.repaired ? 'reconcile_repair' : 'reconcile_drift';
  run.app.log.error({ code, kind: drift.kind, ref: drift.ref, order_id: drift.orderId }, drift.sentence);
}
