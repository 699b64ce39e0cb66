import { IncidentsView } from '#components/console/incidents/IncidentsView.tsx';
import { incidents } from '#services/console/queries/incidents.ts';
import { visitConsole } from '../console-door.ts';
import { ConsoleScreen } from '../console-screen.tsx';

export const metadata = { title: 'Incidents' };

/** What was wrong and when, and the errors behind it. */
export default async function IncidentsPage({ searchParams }: PageProps<'/console/incidents'>) {
  const visit = await visitConsole();
  const { after } = await searchParams;
  const page = await incidents(visit.app, visit.operator, {
    after: typeof after === 'string' ? after : null,
  });
  return (
    <ConsoleScreen visit={visit} here="incidents" title="Incidents">
      <IncidentsView page={page} times={visit.times} />
    </ConsoleScreen>
  );
}
