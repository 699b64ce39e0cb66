import { rules } from '#domain/alerts/rules.ts';
import type { Records, TableName } from '#domain/changes.ts';
import { type ErrorLine, groupErrors } from '#domain/error-pattern.ts';
import type { IncidentsPage } from '#domain/incident.ts';
import { demandRole, type Operator } from '#domain/operator.ts';
import { periodMs } from '#domain/rollup.ts';
import type { ListQuery } from '#libs/store/store.ts';
import type { AppContext } from '#services/app-context.ts';

const pageSize = 50;
/** Errors are grouped among so many of each kind … */
const mostErrors = 300;
/** … of as many days. */
const errorDays = 7;

/** Incidents, newest first, and the errors of the last days by what they have in common. Throws NotAllowedError. */
export async function incidents(
  app: AppContext,
  operator: Operator,
  { after = null }: { after?: string | null } = {},
): Promise<IncidentsPage> {
  demandRole(operator, 'viewer');
  const [page, errors] = await Promise.all([
    app.store.list('incidents', { after, limit: pageSize }),
    recentErrors(app),
  ]);
  return {
    incidents: page.rows.map((incident) => {
      const rule = rules.find(({ id }) => id === incident.rule);
      return { ...incident, title: rule?.title ?? incident.rule, href: rule?.href ?? '/console/incidents' };
    }),
    next: page.next,
    errors: groupErrors(errors.lines),
    cut: errors.cut,
  };
}

async function recentErrors(app: AppContext): Promise<{ lines: ErrorLine[]; cut: boolean }> {
  const found = await Promise.all([
    errorsIn(app, 'webhook_logs', { where: { status: 'failed' } }, ({ id, result, updated_at }) => ({
      ...{ source: 'event', text: result, at: updated_at, href: `/console/webhooks?open=${id}` },
    })),
    errorsIn(app, 'outbox', { where: { status: 'dead' } }, ({ id, last_error, updated_at }) => ({
      ...{ source: 'message', text: last_error ?? 'No reason was kept.', at: updated_at },
      href: `/console/deliveries?view=dead&open=${id}`,
    })),
    errorsIn(app, 'activity_logs', { where: { level: 'error' } }, ({ message, created_at }) => ({
      ...{ source: 'activity', text: message, at: created_at, href: '/console/incidents#errors' },
    })),
  ]);
  return { lines: found.flatMap(({ lines }) => lines), cut: found.some(({ cut }) => cut) };
}

async function errorsIn<T extends TableName>(
  { store, clock }: AppContext,
  table: T,
  query: Pick<ListQuery<T>, 'where'>,
  lineOf: (record: Records[T]) => ErrorLine,
): Promise<{ lines: ErrorLine[]; cut: boolean }> {
  const from = new Date(clock.now().getTime() - errorDays * periodMs.day);
  const { rows, next } = await store.list(table, { ...query, from, limit: mostErrors });
  return { lines: rows.map(lineOf), cut: next !== null };
}
