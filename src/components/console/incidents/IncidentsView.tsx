import { Block } from '#components/console/ui/Block.tsx';
import { DataTable } from '#components/console/ui/DataTable.tsx';
import { EmptyState } from '#components/console/ui/EmptyState.tsx';
import { AbsoluteTime, distance, RelativeTime, type Times } from '#components/console/ui/RelativeTime.tsx';
import { StatusMark } from '#components/console/ui/StatusMark.tsx';
import { Pager } from '#components/console/ui/Views.tsx';
import type { ErrorGroup } from '#domain/error-pattern.ts';
import type { IncidentsPage, ShownIncident } from '#domain/incident.ts';

const columns = [
  { id: 'state', header: 'State' },
  { id: 'title', header: 'Incident', isSubject: true },
  { id: 'what', header: 'What happened', leaves: ['phone'] },
  { id: 'began', header: 'Began', isNumber: true },
  { id: 'lasted', header: 'Lasted', isNumber: true, leaves: ['phone'] },
] as const;

/** Incidents with their history, and the errors behind them by what they have in common. */
export function IncidentsView({ page, times }: { page: IncidentsPage; times: Times }) {
  const older = page.next === null ? null : `/console/incidents?after=${encodeURIComponent(page.next)}`;
  return (
    <>
      <Block title="Incidents">
        {page.incidents.length === 0 ? (
          <EmptyState sentence="Nothing was ever wrong that a rule looks for." />
        ) : (
          <DataTable
            label="Incidents"
            columns={columns}
            rows={page.incidents.map((incident) => incidentRow(incident, times))}
          />
        )}
        <Pager older={older} newest={null} />
      </Block>
      <div id="errors">
        <Block title="Errors of the last 7 days, by pattern">
          <Errors groups={page.errors} times={times} />
          {page.cut ? <p className="mut">There were more; only the latest are grouped.</p> : null}
        </Block>
      </div>
    </>
  );
}

const incidentRow = (incident: ShownIncident, times: Times) => ({
  id: incident.id,
  href: incident.href,
  cells: {
    state:
      incident.status === 'open' ? (
        <StatusMark mark="bad">Open</StatusMark>
      ) : (
        <StatusMark mark="ok">Over</StatusMark>
      ),
    title: incident.title,
    what: incident.message,
    began: <RelativeTime at={incident.first_seen_at} times={times} />,
    lasted: distance(incident.first_seen_at, incident.closed_at ?? times.now),
  },
});

const errorColumns = [
  { id: 'pattern', header: 'Pattern', isSubject: true },
  { id: 'source', header: 'Of', leaves: ['phone'] },
  { id: 'count', header: 'Count', isNumber: true },
  { id: 'first', header: 'First seen', isNumber: true, leaves: ['phone'] },
  { id: 'last', header: 'Last seen', isNumber: true },
] as const;

const sources = { event: 'events', message: 'messages', activity: 'history' } as const;

function Errors({ groups, times }: { groups: readonly ErrorGroup[]; times: Times }) {
  if (groups.length === 0) return <p className="mut">There were none.</p>;
  return (
    <DataTable
      label="Errors by pattern"
      columns={errorColumns}
      rows={groups.map((group) => ({
        id: `${group.source}:${group.pattern}`,
        href: group.href,
        cells: {
          pattern: group.pattern,
          source: sources[group.source],
          count: group.count,
          first: <AbsoluteTime at={group.firstSeen} times={times} />,
          last: <RelativeTime at={group.lastSeen} times={times} />,
        },
      }))}
    />
  );
}
