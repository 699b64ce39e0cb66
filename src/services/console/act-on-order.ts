import { actorOf, demandRole, type Operator } from '#domain/operator.ts';
import type { OperatorAct, OperatorAround } from '#domain/operator-acts/act.ts';
import { type Refusal, refusals } from '#domain/operator-acts/refusal.ts';
import type { OrderAtHand } from '#domain/order-at-hand.ts';
import type { AppContext } from '#services/app-context.ts';
import { insist } from '#services/insist.ts';
import { lookAtUnits } from '#services/look-at-units.ts';

export type ActRequest = {
  readonly orderNo: string;
  /** Fresh for every form: the same press of a button twice is done once. */
  readonly actId: string;
  readonly reason: string | null;
};

export type Decide = (at: OrderAtHand, around: OperatorAround) => OperatorAct;

/** How an act ended. `done_before`: it was so already, nothing was written. */
export type ActOutcome =
  | { readonly kind: 'done' | 'done_before' }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly sentence: string }
  | { readonly kind: 'unknown_order' };

/**
 * Lets an operator act on an order: load, decide, commit, and again while others are quicker. Throws NotAllowedError,
 * StoreUnavailableError and StoreConflictError.
 */
export async function actOnOrder(
  app: AppContext,
  operator: Operator,
  { request, decide }: { readonly request: ActRequest; readonly decide: Decide },
): Promise<ActOutcome> {
  demandRole(operator, 'operator');
  const outcome = await insist<ActOutcome>(app, async () => {
    const decided = await decideNow(app, operator, { request, decide });
    if (decided.kind === 'done') return { changes: decided.changes, answer: { kind: 'done' } };
    const answer = decided.kind === 'refused' ? { ...decided, sentence: refusals[decided.refusal] } : decided;
    return { changes: [], answer };
  });
  if (outcome.kind === 'done') app.defer(app.drainSoon);
  return outcome;
}

/** What the act would do if it were done now; nothing is written. Throws NotAllowedError and StoreUnavailableError. */
export async function decideNow(
  app: AppContext,
  operator: Operator,
  { request, decide }: { readonly request: ActRequest; readonly decide: Decide },
): Promise<OperatorAct | { readonly kind: 'unknown_order' }> {
  demandRole(operator, 'operator');
  const { orderNo, actId, reason } = request;
  const [known, pressed] = await Promise.all([
    app.store.load({ order: { method: 'stripe', orderNo } }),
    app.store.get('activity_logs', [actId]),
  ]);
  const { order, preorder, refunds } = known;
  if (order === null) return { kind: 'unknown_order' };
  if (pressed.length > 0) return { kind: 'done_before' };
  const { product_id: sku, variant: color, stock_units } = order.record;
  const units = await lookAtUnits(app, { sku, color }, stock_units ?? []);
  const { catalog, appUrl } = app;
  const around = { now: app.clock.now(), newId: app.ids.newId, catalog, appUrl };
  return decide({ order, preorder, refunds, units }, { ...around, actor: actorOf(operator), actId, reason });
}
