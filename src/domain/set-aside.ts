import type { ActivityLog } from './activity.ts';
import { type Change, insert, update, type Versioned } from './changes.ts';
import { actorOf, type Operator } from './operator.ts';
import type { WebhookLog } from './webhook-log.ts';

/** Why an event may not be set aside, in words for whoever asked. */
export const setAsideRefusals = {
  success: 'It is applied, so there is nothing to set aside.',
  ignored: 'It was ignored and waits for nobody, so there is nothing to set aside.',
  set_aside: 'Nothing to do: it is set aside already.',
} as const;
export type SetAsideRefusal = keyof typeof setAsideRefusals;

/** Who says that an event is over, and why. */
export type SetAsideAct = { readonly operator: Operator; readonly reason: string };

const action = 'webhook.set_aside';

/** Whether a line of an event's history says that it was set aside. */
export const isSetAside = (line: Pick<ActivityLog, 'action'>): boolean => line.action === action;

/**
 * Ends the waiting of a failed event for good: nothing drives it any more but a person, and nothing counts it. How it failed
 * stays with it, and so does its body.
 */
export function setAside(
  log: Versioned<WebhookLog>,
  act: SetAsideAct,
  at: { readonly now: Date; readonly id: string },
): readonly Change[] | SetAsideRefusal {
  const { status } = log.record;
  if (status !== 'failed') return status;
  const set = { status: 'set_aside', next_attempt_at: null, updated_at: at.now } as const;
  return [update('webhook_logs', log, set), insert('activity_logs', lineOf(log.record, act, at))];
}

const lineOf = (
  { id: subject_id, event_id, error_code }: WebhookLog,
  { operator, reason }: SetAsideAct,
  { now, id }: { readonly now: Date; readonly id: string },
): ActivityLog => ({
  id,
  subject_type: 'webhook_log',
  subject_id,
  action,
  actor: actorOf(operator),
  level: 'info',
  message: `Set aside, because: ${reason}`,
  error_code,
  data: { reason, event_id },
  created_at: now,
});
