import type { ActivityLog } from './activity.ts';
import type { DiffLine } from './change-diff.ts';
import type { Decision } from './decision.ts';
import { actorOf, type Operator } from './operator.ts';
import { unbooked, type WebhookStatus } from './webhook-log.ts';

/** What driving an event once more does, or would do. */
export type ReplayVerdict = 'applies' | 'nothing' | 'ignored' | 'fails';

export type ReplayPreview = {
  readonly eventId: string;
  readonly event: string;
  /** Its row in the webhook log; null while it has none. */
  readonly logId: string | null;
  readonly verdict: ReplayVerdict;
  readonly sentence: string;
  readonly diff: readonly DiffLine[];
};

/** Before it is driven: how it ended last, and what it would come to now. */
export function replayVerdict(before: WebhookStatus | null, decision: Decision): ReplayVerdict {
  if (decision.status === 'failed') return 'fails';
  if (decision.status === 'ignored') return before === 'ignored' ? 'nothing' : 'ignored';
  const isUnbooked = unbooked.some((status) => status === before);
  return decision.changes.length === 0 && !isUnbooked ? 'nothing' : 'applies';
}

/** What stands before a replay: the row of its event, and the doubt about the payment page that keeps the order back. */
export type Standing = { readonly status: WebhookStatus | null; readonly held: string | null };

/** What the dry run says about a verdict. */
export function replaySentence(
  verdict: ReplayVerdict,
  { status, sentence }: Decision,
  { status: before, held }: Standing,
): string {
  switch (verdict) {
    case 'applies':
      return `It will be applied. ${sentence}`;
    case 'nothing':
      if (held !== null)
        return `Still held back (${held}): the catalogue as it is does not settle it. Nothing will change.`;
      return status === 'ignored' ? `Ignored as before: nothing will change. ${sentence}` : alreadyApplied;
    case 'ignored':
      return `It will be ignored. ${sentence}`;
    case 'fails':
      return before === 'set_aside'
        ? `It will fail again, and waits for a person from then on instead of being set aside. ${sentence}`
        : `It will fail again; only the attempt is counted. ${sentence}`;
  }
}

export const alreadyApplied = 'Already applied: nothing will change.';

/** The line an operator's replay leaves with the event. */
export function replayLine(
  { operator, reason }: { operator: Operator; reason: string },
  { decision, logId, eventId }: { decision: Decision; logId: string; eventId: string },
  at: { now: Date; id: string },
): ActivityLog {
  return {
    id: at.id,
    subject_type: 'webhook_log',
    subject_id: logId,
    action: 'webhook.replayed',
    actor: actorOf(operator),
    level: 'info',
    message: `Replayed, because: ${reason}. ${decision.sentence}`,
    error_code: decision.code,
    data: { reason, event_id: eventId, outcome: decision.status },
    created_at: at.now,
  };
}

/**
 * The ids of events, payment pages and payments in a text, each once, in their sequence. Whatever else stands there is not
 * read: facts come from the provider or from what it signed, never from a file.
 */
export const idsIn = (text: string): readonly string[] => [
  ...new Set(text.match(/(?<![A-Za-z0-9_])(?:evt|cs|pi)_[A-Za-z0-9_]{6,250}/g) ?? []),
];
