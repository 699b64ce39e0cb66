import Link from 'next/link';
import { Block } from '#components/console/ui/Block.tsx';
import { EmptyState } from '#components/console/ui/EmptyState.tsx';
import type { Times } from '#components/console/ui/RelativeTime.tsx';
import { Views } from '#components/console/ui/Views.tsx';
import { StatusShape } from '#components/ui/StatusShape.tsx';
import type { Attention, Need, Overview } from '#domain/overview.ts';
import { overviewWindows, type WindowName } from '#domain/overview.ts';
import { Breakdowns } from './Breakdowns.tsx';
import { Charts } from './Charts.tsx';
import { Definitions } from './Definitions.tsx';
import { NeedsPerson } from './NeedsPerson.tsx';
import { FurtherNumbers, MainNumbers } from './Numbers.tsx';
import { StockByColour } from './StockByColour.tsx';

type OverviewProps = {
  window: WindowName;
  /** Null when they could not be counted in time. */
  figures: Overview | null;
  attention: Attention;
  times: Times;
};

/** What the shop did lately, and what needs a person. */
export function OverviewView({ window, figures, attention, times }: OverviewProps) {
  return (
    <>
      <AlertBanner needs={attention.needs} />
      <Views views={windowsFor(window)} />
      {figures === null ? <NotCounted /> : <MainNumbers figures={figures} />}
      {figures === null ? null : <Charts figures={figures} zone={times.zone} />}
      <div className="cols">
        <NeedsPerson needs={attention.needs} times={times} />
        <StockByColour stock={attention.stock} />
      </div>
      {figures === null ? null : <Details figures={figures} zone={times.zone} />}
      <Definitions />
    </>
  );
}

const NotCounted = () => (
  <EmptyState
    sentence="The hours of this window are not added up yet, and counting them took too long. Choose a shorter window, or have them added up: cron does it every hour where it is set up, and so does"
    command='curl -H "Authorization: Bearer $CRON_SECRET" $APP_URL/api/cron/rollups'
  />
);

const Details = ({ figures, zone }: { figures: Overview; zone: string }) => (
  <>
    <Breakdowns figures={figures} zone={zone} />
    <Block title="More numbers">
      <FurtherNumbers figures={figures} />
    </Block>
  </>
);

const windowsFor = (current: WindowName) =>
  Object.entries(overviewWindows).map(([name, { words }]) => ({
    name: words,
    href: `/console?window=${name}`,
    count: null,
    isCurrent: name === current,
  }));

/** What is wrong, in words; nothing while nothing is. */
function AlertBanner({ needs }: { needs: readonly Need[] }) {
  const [first, second] = needs;
  if (!first) return null;
  return (
    <section className="alert" aria-label="Alert">
      <StatusShape shape="triangle" />
      <p>
        <b>{needs.length === 1 ? 'One thing needs a person.' : `${needs.length} things need a person.`}</b>{' '}
        {needs.map(({ sentence }) => sentence).join(' ')}
      </p>
      <Link className="btn-c" href={second ? '#attention' : first.href} prefetch={false}>
        {second ? 'See them' : 'Open'}
      </Link>
    </section>
  );
}
