import { insert } from '#domain/changes.ts';
import { actorOf, demandRole, type Operator } from '#domain/operator.ts';
import type { AppContext } from '#services/app-context.ts';

/** Shows an operator the personal data in a notification for a while, and notes that they looked. False: there is none. */
export async function revealWebhook(app: AppContext, operator: Operator, id: string): Promise<boolean> {
  demandRole(operator, 'operator');
  const [found] = await app.store.get('webhook_logs', [id]);
  if (!found) return false;
  const line = insert('activity_logs', {
    id: app.ids.newId(),
    subject_type: 'webhook_log',
    subject_id: id,
    action: 'webhook.revealed',
    actor: actorOf(operator),
    level: 'info',
    message: 'The personal data in the notification was looked at.',
    error_code: null,
    data: { event_id: found.record.event_id },
    created_at: app.clock.now(),
  });
  await app.store.commit({ log: null, changes: [line] });
  return true;
}
