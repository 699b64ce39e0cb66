import { MarketingSearch, MarketingView } from '#components/console/marketing/MarketingView.tsx';
import { OrderLedgerView } from '#components/console/marketing/OrderLedgerView.tsx';
import { RolittKlaviyoEvents } from '#domain/marketing/catalogue.ts';
import { campaignRevenue } from '#services/console/queries/campaign-revenue.ts';
import { metricCounts } from '#services/console/queries/metric-page.ts';
import { orderAnnouncements } from '#services/console/queries/order-announcements.ts';
import { visitConsole } from '../console-door.ts';
import { ConsoleScreen } from '../console-screen.tsx';
import { countsIn, MarketingAddress, windowOf } from './marketing-address.ts';

export const metadata = { title: 'Marketing' };

/** For marketers: whether an order reached the flows, what every metric came to, and what the campaigns brought in. */
export default async function MarketingPage({ searchParams }: PageProps<'/console/marketing'>) {
  const visit = await visitConsole();
  const { app, operator } = visit;
  const { q, days } = MarketingAddress.parse(await searchParams);
  if (q !== '') {
    const ledger = await orderAnnouncements(app, operator, q);
    return (
      <ConsoleScreen visit={visit} here="marketing" title="Marketing">
        <MarketingSearch q={q} days={days} />
        <OrderLedgerView ledger={ledger} times={visit.times} />
      </ConsoleScreen>
    );
  }
  const window = windowOf(days, app.clock.now());
  const [counts, revenue] = await Promise.all([
    metricCounts(app, operator, window),
    campaignRevenue(app, operator, window),
  ]);
  const metrics = Object.values(RolittKlaviyoEvents).map(({ metric }) => countsIn(counts, metric, days));
  return (
    <ConsoleScreen visit={visit} here="marketing" title="Marketing">
      <MarketingView {...{ q, days, metrics, revenue }} />
    </ConsoleScreen>
  );
}
