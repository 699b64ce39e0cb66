import { rules } from '#domain/alerts/rules.ts';
import { demandRole, type Operator } from '#domain/operator.ts';
import type { RailCount, RailCounts } from '#domain/rail-counts.ts';
import type { AppContext } from '#services/app-context.ts';
import { lookFor } from '#services/read-signs.ts';

/** How much needs a person in each area, counted as far as a hundred. Throws NotAllowedError and StoreUnavailableError. */
export async function railCounts(app: AppContext, operator: Operator): Promise<RailCounts> {
  demandRole(operator, 'viewer');
  const [waits, incidents] = await Promise.all([
    lookFor(app, ['held', 'lateRefunds', 'stuck', 'broken', 'dead']),
    app.store.list('incidents', { where: { status: 'open' }, limit: rules.length }),
  ]);
  return {
    orders: together(waits.held),
    refunds: together(waits.lateRefunds),
    webhooks: together(waits.stuck, waits.broken),
    deliveries: together(waits.dead),
    incidents: { count: incidents.rows.length, more: incidents.next !== null },
  };
}

const together = (...waits: readonly RailCount[]): RailCount => ({
  count: waits.reduce((sum, { count }) => sum + count, 0),
  more: waits.some(({ more }) => more),
});
