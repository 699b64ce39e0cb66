import { StoreConflictError } from '#domain/errors.ts';
import { demandRole, type Operator } from '#domain/operator.ts';
import { type SetAsideRefusal, setAside } from '#domain/set-aside.ts';
import type { AppContext } from '#services/app-context.ts';

/** What became of it: done now, or why not. */
export type SetAsideOutcome = 'done' | SetAsideRefusal | 'unknown';

/** Decisions per act before it gives way to whoever else drives the event. */
const attempts = 5;

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
  let guards: readonly string[] = [];
  for (let round = 0; round < attempts; round++) {
    const [log] = await app.store.get('webhook_logs', [id]);
    if (!log) return 'unknown';
    const changes = setAside(log, act, { now: app.clock.now(), id: app.ids.newId() });
    if (typeof changes === 'string') return changes;
    const result = await app.store.commit({ log: null, changes });
    if (result.kind === 'committed') {
      app.defer(app.watchSoon);
      return 'done';
    }
    guards = result.kind === 'conflict' ? result.guards : ['seen'];
  }
  throw new StoreConflictError(guards);
}
