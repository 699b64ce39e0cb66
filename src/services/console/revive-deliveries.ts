import { revive } from '#domain/delivery.ts';
import { demandRole, type Operator } from '#domain/operator.ts';
import type { AppContext } from '#services/app-context.ts';
import { change } from './act-on-delivery.ts';
import { type DeliveryFilter, deliveryQuery } from './queries/deliveries.ts';

export type Revival = {
  /** How many are sent again, or would be. */
  readonly revived: number;
  /** How many were not reached in time and wait for the next press. */
  readonly left: number;
  /** Whether there are more than are looked at in one press. */
  readonly isMore: boolean;
};

export type RevivalOrder = {
  readonly filter: DeliveryFilter;
  /** Null only counts. */
  readonly reason: string | null;
  readonly budgetSeconds?: number;
};

const pageSize = 200;

/** Messages looked at in one press. */
const mostAtOnce = 5_000;

/** Has every dead message of a filter sent again, or says how many that would be. Throws NotAllowedError, and RangeError without a reason. */
export async function reviveDeliveries(
  app: AppContext,
  operator: Operator,
  { filter, reason, budgetSeconds = 40 }: RevivalOrder,
): Promise<Revival> {
  demandRole(operator, 'operator');
  const { ids, isMore } = await deadOnes(app, filter);
  if (reason === null) return { revived: ids.length, left: 0, isMore };
  const stopAt = app.clock.now().getTime() + budgetSeconds * 1000;
  let revived = 0;
  let looked = 0;
  for (const id of ids) {
    if (app.clock.now().getTime() >= stopAt) break;
    if ((await change(app, { operator, id, reason }, revive)) === 'done') revived += 1;
    looked += 1;
  }
  if (revived > 0) app.defer(() => app.drainSoon());
  return { revived, left: ids.length - looked, isMore };
}

/** Their ids first, because the list gets shorter while it is worked off. */
async function deadOnes(
  app: AppContext,
  filter: DeliveryFilter,
): Promise<{ readonly ids: readonly string[]; readonly isMore: boolean }> {
  const query = await deliveryQuery(app, { ...filter, view: 'dead' });
  const ids: string[] = [];
  let after: string | null = null;
  while (query !== null && ids.length < mostAtOnce) {
    const page: { rows: readonly { id: string }[]; next: string | null } = await app.store.list('outbox', {
      ...query,
      after,
      limit: pageSize,
    });
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next;
    if (after === null) break;
  }
  return { ids, isMore: after !== null };
}
