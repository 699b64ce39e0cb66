import type { RevenueLine } from '#domain/campaign-revenue.ts';
import { Block } from '../ui/Block.tsx';
import { CsvLink } from '../ui/CsvLink.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FilterBar, SelectFilter } from '../ui/FilterBar.tsx';
import { type ListedMetric, MetricTable } from './MetricTable.tsx';
import { RevenueTable } from './RevenueTable.tsx';

export const windowNames = { '1': '24 hours', '7': '7 days', '30': '30 days', '90': '90 days' } as const;

type MarketingSearchProps = { q: string; days: string };

/** One field for the question every marketer asks: did this customer's order reach the flow. */
export const MarketingSearch = ({ q, days }: MarketingSearchProps) => (
  <FilterBar action="/console/marketing" search={{ label: 'Order number or e-mail of the buyer', value: q }}>
    <SelectFilter name="days" label="Days" value={days} options={windowNames} />
  </FilterBar>
);

type MarketingViewProps = MarketingSearchProps & {
  metrics: readonly ListedMetric[];
  revenue: {
    readonly campaigns: readonly RevenueLine[];
    readonly landingPages: readonly RevenueLine[];
    readonly isCut: boolean;
  };
};

/** What was owed to Klaviyo and what became of it, metric by metric, and what the campaigns brought in. */
export function MarketingView({ q, days, metrics, revenue }: MarketingViewProps) {
  return (
    <>
      <MarketingSearch q={q} days={days} />
      <Block
        title="Ledger by metric"
        aside={<CsvLink path="/console/deliveries/csv" query={{ receiver: 'klaviyo' }} />}
      >
        <MetricTable metrics={metrics} />
      </Block>
      <Block title="Revenue by campaign" aside={<CsvLink path="/console/marketing/csv" query={{ days }} />}>
        {revenue.campaigns.length === 0 ? (
          <EmptyState sentence="Nothing was paid in these days." />
        ) : (
          <RevenueTable
            label="Revenue by campaign"
            headers={['Source', 'Medium', 'Campaign']}
            lines={revenue.campaigns}
          />
        )}
        <p className="mut">
          What was paid less what went back, by the campaign that led the buyer here within the seven days
          before. Recovered: orders that took up an abandoned checkout.
          {revenue.isCut ? ' Only the newest 20,000 orders are in it.' : ''}
        </p>
      </Block>
      {revenue.landingPages.length === 0 ? null : (
        <Block title="Revenue by landing page">
          <RevenueTable
            label="Revenue by landing page"
            headers={['Landing page']}
            lines={revenue.landingPages}
          />
        </Block>
      )}
    </>
  );
}
