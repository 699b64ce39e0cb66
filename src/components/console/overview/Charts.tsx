import type { ReactNode } from 'react';
import type { Overview } from '#domain/overview.ts';
import { overviewWindows } from '#domain/overview.ts';
import { type FigureTableName, figureTables } from '#domain/overview-tables.ts';
import { ChartLeaf } from './ChartLeaf.tsx';
import type { Series } from './chart-series.ts';
import { FigureCsv, momentLabel, TableTwin } from './FigureTable.tsx';

const shareFailed = ({ part, whole }: { part: number; whole: number }): number | null =>
  whole === 0 ? null : (part / whole) * 100;

/** What is drawn, with the figures of each as a table and as a file beside it. */
export function Charts({ figures, zone }: { figures: Overview; zone: string }) {
  const points = (valuesOf: (of: Overview['summary']) => Record<string, number | null>) =>
    figures.periods.map(({ at, summary }) => ({ label: momentLabel(at, zone), ...valuesOf(summary) }));
  const chart = (name: FigureTableName, drawing: ReactNode, series: readonly Series[]) => (
    <Chart name={name} figures={figures} zone={zone} series={series}>
      {drawing}
    </Chart>
  );
  const volume: Series[] = [
    { id: 'applied', name: 'Applied', look: 'ink' },
    { id: 'ignored', name: 'Ignored', look: 'hatch' },
    { id: 'failed', name: 'Failed', look: 'bad' },
  ];
  const times: Series[] = [
    { id: 'p95', name: 'p95', look: 'ink' },
    { id: 'p50', name: 'p50', look: 'hatch' },
  ];
  const errors: Series[] = [{ id: 'rate', name: 'Failed, of 100', look: 'bad' }];
  const orders: Series[] = [{ id: 'orders', name: 'Orders', look: 'ink' }];
  return (
    <>
      <div className="charts">
        {chart(
          'volume',
          <ChartLeaf
            kind="bars"
            series={volume}
            points={points((of) => ({
              applied: of.applied,
              ignored: of.ignored,
              failed: of.failedEvents.part,
            }))}
          />,
          volume,
        )}
        {chart(
          'times',
          <ChartLeaf
            kind="lines"
            unit="ms"
            series={times}
            points={points(({ processing: { p50, p95 } }) => ({ p50, p95 }))}
          />,
          times,
        )}
      </div>
      <div className="charts">
        {chart(
          'orders',
          <ChartLeaf kind="bars" series={orders} points={points((of) => ({ orders: of.orders }))} />,
          orders,
        )}
        {chart(
          'errors',
          <ChartLeaf
            kind="lines"
            unit="%"
            series={errors}
            points={points(({ failedEvents }) => ({ rate: shareFailed(failedEvents) }))}
          />,
          errors,
        )}
      </div>
    </>
  );
}

type ChartProps = {
  name: FigureTableName;
  figures: Overview;
  zone: string;
  series: readonly Series[];
  children: ReactNode;
};

function Chart({ name, figures, zone, series, children }: ChartProps) {
  return (
    <section className="chart" aria-labelledby={`chart-${name}`}>
      <div className="hrow">
        <h2 className="h" id={`chart-${name}`}>
          {figureTables[name].title}, per {overviewWindows[figures.window].step}
        </h2>
        <ul className="key">
          {series.map((each) => (
            <li key={each.id}>
              <KeyMark look={each.look} />
              {each.name}
            </li>
          ))}
        </ul>
        <FigureCsv name={name} figures={figures} />
      </div>
      {children}
      <TableTwin name={name} figures={figures} zone={zone} />
    </section>
  );
}

function KeyMark({ look }: { look: Series['look'] }) {
  const stroke = look === 'bad' ? 'var(--bad)' : look === 'ink' ? 'var(--ch-1)' : 'var(--ch-2)';
  return (
    <svg viewBox="0 0 14 12" aria-hidden="true">
      <path
        d="M0 6h14"
        stroke={stroke}
        strokeWidth="6"
        strokeDasharray={look === 'hatch' ? '2 1.5' : undefined}
      />
    </svg>
  );
}
