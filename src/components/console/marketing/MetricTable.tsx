import { DataTable } from '../ui/DataTable.tsx';

export type ListedMetric = {
  readonly metric: string;
  readonly href: string;
  readonly owed: number;
  readonly sent: number;
  readonly waiting: number;
  readonly suppressed: number;
  readonly dead: number;
};

const quiet = (count: number) => (count === 0 ? <span className="mut">0</span> : count);

/** What every metric came to in the window; the metric leads to its own page. */
export function MetricTable({ metrics }: { metrics: readonly ListedMetric[] }) {
  return (
    <DataTable
      label="Ledger by metric"
      columns={[
        { id: 'metric', header: 'Metric', isSubject: true },
        { id: 'owed', header: 'Owed', isNumber: true, leaves: ['phone'] },
        { id: 'sent', header: 'Sent', isNumber: true },
        { id: 'waiting', header: 'Waiting', isNumber: true },
        { id: 'suppressed', header: 'Suppressed', isNumber: true, leaves: ['phone'] },
        { id: 'dead', header: 'Dead', isNumber: true },
      ]}
      rows={metrics.map(({ metric, href, owed, sent, waiting, suppressed, dead }) => ({
        id: metric,
        href,
        cells: {
          metric,
          owed: quiet(owed),
          sent: quiet(sent),
          waiting: quiet(waiting),
          suppressed: quiet(suppressed),
          dead: quiet(dead),
        },
      }))}
    />
  );
}
