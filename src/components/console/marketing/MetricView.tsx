import { DeliveryTable, type ListedDelivery } from '../deliveries/DeliveryTable.tsx';
import { addressOf } from '../ui/addresses.ts';
import { Block } from '../ui/Block.tsx';
import { CsvLink } from '../ui/CsvLink.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Facts } from '../ui/Facts.tsx';
import { JsonTree } from '../ui/JsonTree.tsx';
import type { Times } from '../ui/RelativeTime.tsx';
import type { ListedMetric } from './MetricTable.tsx';
import {
  Days,
  type FailureReason,
  type MetricDay,
  Properties,
  type Property,
  Reasons,
} from './MetricTables.tsx';

type MetricViewProps = {
  definition: {
    readonly metric: string;
    readonly version: number;
    readonly audience: string;
    readonly source: string;
    readonly uniqueIdRule: string;
    readonly valueRule: string;
    readonly changelog: readonly string[];
  };
  properties: readonly Property[];
  /** An event of the metric about an order that never was. */
  sample: unknown;
  counts: ListedMetric;
  days: readonly MetricDay[];
  delay: { readonly p50: number; readonly p95: number; readonly of: number } | null;
  reasons: readonly FailureReason[];
  latest: readonly ListedDelivery[];
  window: string;
  times: Times;
};

/** One metric: what a flow on it is triggered by and would contain, and how its events fare. */
export function MetricView(props: MetricViewProps) {
  const { definition, sample, counts, delay, latest, window, times } = props;
  const { metric } = definition;
  const list = addressOf('/console/deliveries', { topic: metric });
  return (
    <>
      <Block title="What triggers a flow on it">
        <p>{definition.source}</p>
        <Facts
          facts={{
            Audience:
              definition.audience === 'marketing'
                ? 'marketing: needs consent'
                : 'transactional: needs no consent',
            unique_id: definition.uniqueIdRule,
            value: definition.valueRule,
            Version: `${definition.version}: ${definition.changelog.at(-1) ?? ''}`,
          }}
        />
      </Block>
      <Block
        title={`How it fared, ${window}`}
        aside={<CsvLink path="/console/deliveries/csv" query={{ topic: metric }} />}
      >
        <Facts
          facts={{
            Owed: counts.owed,
            Sent: counts.sent,
            Waiting: counts.waiting,
            Suppressed: counts.suppressed,
            Dead: counts.dead,
            'Owed to sent, half of them within': delay && seconds(delay.p50),
            'Owed to sent, 95 % within': delay && seconds(delay.p95),
          }}
        />
        <Reasons reasons={props.reasons} />
        <Days days={props.days} />
      </Block>
      <Block title="What it contains">
        <Properties properties={props.properties} />
      </Block>
      <Block title="A sample">
        <JsonTree name="event" value={sample as Parameters<typeof JsonTree>[0]['value']} />
      </Block>
      <Block title="The newest ones" aside={<a href={list}>All of them</a>}>
        {latest.length === 0 ? (
          <EmptyState sentence="None in these days." command="npm run klaviyo:seed" />
        ) : (
          <DeliveryTable
            rows={latest}
            times={times}
            open={null}
            hrefOf={(id) => addressOf('/console/deliveries', { topic: metric, open: id })}
          />
        )}
      </Block>
    </>
  );
}

const seconds = (count: number): string =>
  count < 120 ? `${Math.round(count * 10) / 10} s` : `${Math.round(count / 60)} min`;
