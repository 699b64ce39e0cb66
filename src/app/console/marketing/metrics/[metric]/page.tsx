import { notFound } from 'next/navigation';
import { windowNames } from '#components/console/marketing/MarketingView.tsx';
import { MetricView } from '#components/console/marketing/MetricView.tsx';
import { RolittKlaviyoEvents } from '#domain/marketing/catalogue.ts';
import { propertyTypes } from '#domain/marketing/property-types.ts';
import { sampleEvents } from '#domain/marketing/sample.ts';
import { metricCounts, metricPage } from '#services/console/queries/metric-page.ts';
import { visitConsole } from '../../../console-door.ts';
import { ConsoleScreen } from '../../../console-screen.tsx';
import { countsIn, MarketingAddress, slugOf, windowOf } from '../../marketing-address.ts';

export const metadata = { title: 'Metric' };

/** One metric of the catalogue: what it contains, when it is owed and how it fares. */
export default async function MetricPage({
  params,
  searchParams,
}: PageProps<'/console/marketing/metrics/[metric]'>) {
  const visit = await visitConsole();
  const { app, operator } = visit;
  const slug = (await params).metric;
  const definition = Object.values(RolittKlaviyoEvents).find(({ metric }) => slugOf(metric) === slug);
  if (definition === undefined) notFound();
  const { metric } = definition;
  const { days } = MarketingAddress.parse(await searchParams);
  const window = windowOf(days, app.clock.now());
  const [counts, page] = await Promise.all([
    metricCounts(app, operator, window),
    metricPage(app, operator, { metric, ...window }),
  ]);
  const { properties, say: _, ...described } = definition;
  const terms = { email: 'ada.sample@example.com', now: app.clock.now(), appUrl: app.appUrl };
  const samples = sampleEvents({ ...terms, orderNo: 'ROL-00000000' });
  return (
    <ConsoleScreen visit={visit} here="marketing" title={metric}>
      <MetricView
        {...page}
        definition={described}
        properties={[...propertyTypes(properties)].map(([path, type]) => ({ path, type }))}
        sample={samples.find((event) => event.metric === metric) ?? null}
        counts={countsIn(counts, metric, days)}
        window={`last ${windowNames[days]}`}
        times={visit.times}
      />
    </ConsoleScreen>
  );
}
