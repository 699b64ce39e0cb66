import { OverviewView } from '#components/console/overview/OverviewView.tsx';
import { StoreUnavailableError } from '#domain/errors.ts';
import { overviewWindows, type WindowName } from '#domain/overview.ts';
import { attention, overview } from '#services/console/queries/overview.ts';
import { visitConsole } from './console-door.ts';
import { ConsoleScreen } from './console-screen.tsx';
import { windowIn } from './overview-window.ts';

export const metadata = { title: 'Overview' };

/** Where everybody begins. */
export default async function OverviewPage({ searchParams }: PageProps<'/console'>) {
  const visit = await visitConsole();
  const window: WindowName = windowIn((await searchParams).window);
  const [figures, needs] = await Promise.all([
    overview(visit.app, visit.operator, window).catch(tooMuch),
    attention(visit.app, visit.operator),
  ]);
  return (
    <ConsoleScreen
      visit={visit}
      here="overview"
      title="Overview"
      aside={<span className="mut">{overviewWindows[window].words}</span>}
    >
      <OverviewView window={window} figures={figures} attention={needs} times={visit.times} />
    </ConsoleScreen>
  );
}

/** A window that was never added up may be too much to count while somebody waits; the rest of the page needs no figures. */
function tooMuch(error: unknown): null {
  if (error instanceof StoreUnavailableError) return null;
  throw error;
}
