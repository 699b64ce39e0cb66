import { demandRole, type Operator } from '#domain/operator.ts';
import { type SetAsideRefusal, setAside } from '#domain/set-aside.ts';
import type { AppContext } from '#services/app-context.ts';
import { insist } from '#services/insist.ts';

/** What became of it: done now, or why not. */
export type SetAsideOutcome = 'done' | SetAsideRefusal | 'unknown';

/**
 * Sets a failed event aside: it asks for nobody any more, and only a replay takes it back. Of an operator and a delivery at
 * the same moment the second finds what the first made of it. Throws PaymentError, and RangeError without a reason.
 */
export async function setAsideEvent(
  app: AppContext,
  operator: Operator,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<SetAsideOutcome> {
  demandRole(operator, 'operator');
  const act = { operator, reason: reason.trim() };
  if (act.reason === '') throw new RangeError('Setting an event aside needs a reason.');
  const outcome = await insist<SetAsideOutcome>(app, async () => {
    const [log] = await app.store.get('webhook_logs', [id]);
    if (!log) return { changes: [], answer: 'unknown' };
    const changes = setAside(log, act, { now: app.clock.now(), id: app.ids.newId() });
    return typeof changes === 'string' ? { changes: [], answer: changes } : { changes, answer: 'done' };
  });
  if (outcome === 'done') app.defer(app.watchSoon);
  return outcome;
}
