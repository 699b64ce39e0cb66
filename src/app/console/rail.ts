import type { Operator } from '#domain/operator.ts';
import type { RailCounts } from '#domain/rail-counts.ts';
import type { AppContext } from '#services/app-context.ts';
import { railCounts } from '#services/console/queries/rail-counts.ts';
import { withinDeadline } from '#services/within-deadline.ts';

/** A page waits no longer than this for its rail, milliseconds. */
const patienceMs = 400;

/** The counts of the rail, or null: a store that is down or slow takes them away, and nothing else of the page. */
export const countsForRail = (app: AppContext, operator: Operator): Promise<RailCounts | null> =>
  withinDeadline<RailCounts | null>(railCounts(app, operator), patienceMs, () => null).catch(() => null);
