import { type DiffLine, diffOf } from '#domain/change-diff.ts';
import type { Operator } from '#domain/operator.ts';
import { type Refusal, refusals } from '#domain/operator-acts/refusal.ts';
import type { AppContext } from '#services/app-context.ts';
import { type ActRequest, type Decide, decideNow } from './act-on-order.ts';

/** What an act would do. `refused` says why it would do nothing. */
export type ActPreview =
  | { readonly kind: 'done'; readonly diff: readonly DiffLine[] }
  | { readonly kind: 'done_before' | 'unknown_order' }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly sentence: string };

/** Decides an act with today's records and writes nothing of it. Throws NotAllowedError and StoreUnavailableError. */
export async function previewAct(
  app: AppContext,
  operator: Operator,
  act: { readonly request: ActRequest; readonly decide: Decide },
): Promise<ActPreview> {
  const decided = await decideNow(app, operator, act);
  if (decided.kind === 'refused') return { ...decided, sentence: refusals[decided.refusal] };
  if (decided.kind !== 'done') return decided;
  return { kind: 'done', diff: diffOf({ log: null, changes: decided.changes }, new Set()) };
}
