import { demandRole, type Operator } from '#domain/operator.ts';
import type { GoodsFilter } from '#domain/order-search.ts';
import type { Preorder } from '#domain/preorder.ts';
import type { AppContext } from '#services/app-context.ts';

export type GoodsPage = { readonly rows: readonly Preorder[]; readonly next: string | null };

/** As many as can be acted on at once. */
const pageSize = 100;

/** What is to be made or sent, by the station it is at, newest first. Throws NotAllowedError, and RangeError on a cursor that is not ours. */
export async function goods(
  app: AppContext,
  operator: Operator,
  { filter: { status, color }, after }: { readonly filter: GoodsFilter; readonly after: string | null },
): Promise<GoodsPage> {
  demandRole(operator, 'viewer');
  const where = { status, ...(color && { color }) };
  return app.store.list('preorders', { where, after, limit: pageSize });
}
