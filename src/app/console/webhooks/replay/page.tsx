import { type DryRunOfMany, ReplayView } from '#components/console/webhooks/ReplayView.tsx';
import { PaymentError } from '#domain/errors.ts';
import { idsIn, type ReplayPreview } from '#domain/replay.ts';
import { sinceMoment } from '#domain/since.ts';
import { webhookStatuses } from '#domain/webhook-log.ts';
import { countVerdicts, eventsToRecover, recoverEvents } from '#services/console/recover-events.ts';
import { previewReplay } from '#services/console/replay-event.ts';
import { type Visit, visitConsole } from '../../console-door.ts';
import { ConsoleScreen } from '../../console-screen.tsx';
import { recoverMany } from '../actions.ts';

export const metadata = { title: 'Replay' };

type Asked = { readonly ids: string; readonly since: string; readonly status: string };
type Outlook = { complaint: string | null; one: ReplayPreview | null; many: DryRunOfMany | null };

/** Seconds a dry run may take before the page is shown with as much as it has. */
const budgetSeconds = 8;

/** Events that are replayed together, or fetched from Stripe; the address says which. */
export default async function ReplayPage({ searchParams }: PageProps<'/console/webhooks/replay'>) {
  const visit = await visitConsole('operator');
  const given = await searchParams;
  const textOf = (name: string): string => (typeof given[name] === 'string' ? given[name] : '');
  const asked = { ids: textOf('ids'), since: textOf('since'), status: textOf('status') };
  return (
    <ConsoleScreen visit={visit} here="webhooks" title="Replay">
      <ReplayView asked={asked} {...(await outlook(visit, asked))} recover={recoverMany} />
    </ConsoleScreen>
  );
}

async function outlook(visit: Visit, asked: Asked): Promise<Outlook> {
  const nothing = { complaint: null, one: null, many: null };
  try {
    if (asked.ids !== '') return { ...nothing, ...(await byIds(visit, idsIn(asked.ids))) };
    return asked.since === '' ? nothing : { ...nothing, ...(await bySince(visit, asked)) };
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    return { ...nothing, complaint: error.message };
  }
}

async function byIds(visit: Visit, ids: readonly string[]): Promise<Partial<Outlook>> {
  const [first] = ids;
  if (first === undefined) return { complaint: 'There is no evt_…, cs_… or pi_… in it.' };
  if (ids.length === 1) return { one: await previewReplay(visit.app, visit.operator, first) };
  return { many: await dryRun(visit, ids) };
}

async function bySince(visit: Visit, { since, status }: Asked): Promise<Partial<Outlook>> {
  const { app, operator, times } = visit;
  const moment = sinceMoment(since, times.now);
  if (moment === null) return { complaint: 'Say since when, such as 90m, 2h, 7d or 2026-11-28.' };
  const wanted = webhookStatuses.find((word) => word === status) ?? 'failed';
  const found = await eventsToRecover(app, operator, { since: moment, status: wanted });
  return {
    many: await dryRun(
      visit,
      found.map(({ id }) => id),
    ),
  };
}

async function dryRun({ app, operator }: Visit, ids: readonly string[]): Promise<DryRunOfMany> {
  const { lines, left } = await recoverEvents(app, operator, { ids, reason: null, budgetSeconds });
  return { lines, left, counts: countVerdicts(lines) };
}
