import type { ReactNode } from 'react';
import { Facts } from '#components/console/ui/Facts.tsx';
import type { Share } from '#domain/alerts/shares.ts';
import { formatMoney, type Money } from '#domain/money.ts';
import type { Overview } from '#domain/overview.ts';
import { type Durations, overviewWindows, type Summary } from '#domain/overview.ts';
import { TrendLine } from './TrendLine.tsx';

const good = ({ part, whole }: Share): number | null => (whole === 0 ? null : 1 - part / whole);
const percent = (share: number | null): string =>
  share === null ? '–' : (share * 100).toFixed(2).replace(/\.?0+$/, '');
const compared = (share: number | null, before: string): string =>
  share === null ? `none in ${before}` : `${percent(share)} % in ${before}`;
const ms = (duration: number | null): string => (duration === null ? 'not measured' : `${duration} ms`);
const amounts = (money: readonly Money[]): string =>
  money.length === 0 ? 'nothing' : money.map((each) => formatMoney(each, 'en')).join(' + ');

/** The four numbers everybody looks at first. */
export function MainNumbers({ figures }: { figures: Overview }) {
  const { summary, before, periods, window } = figures;
  const trend = (numberOf: (of: Summary) => number | null) => (
    <TrendLine values={periods.map((period) => numberOf(period.summary))} />
  );
  const { failedPayments: payments, failedEvents: events } = summary;
  return (
    <dl className="nums">
      <NumberTile
        name="Orders paid"
        about="orders"
        value={summary.orders}
        trend={trend(({ orders }) => orders)}
      >
        {amounts(summary.revenue)}, {difference(summary.orders - before.orders)}{' '}
        {overviewWindows[window].before}
      </NumberTile>
      <NumberTile
        name="Payment success"
        about="success"
        value={percent(good(payments))}
        unit="%"
        trend={trend((of) => good(of.failedPayments))}
      >
        {payments.whole - payments.part} of {payments.whole} payments;{' '}
        {compared(good(before.failedPayments), overviewWindows[window].before)}. Alerts below 95 %
      </NumberTile>
      <NumberTile
        name="Events we processed"
        about="events"
        value={percent(good(events))}
        unit="%"
        trend={trend((of) => good(of.failedEvents))}
      >
        {events.whole - events.part} of {events.whole} accepted events;{' '}
        {compared(good(before.failedEvents), overviewWindows[window].before)}. Our goal is 99.9 %
      </NumberTile>
      <NumberTile
        name="Webhook time, p95"
        about="time"
        value={summary.processing.p95 ?? '–'}
        unit="ms"
        trend={trend((of) => of.processing.p95)}
      >
        p50 is {ms(summary.processing.p50)}, p95 was {ms(before.processing.p95)} in{' '}
        {overviewWindows[window].before}. Alerts above 30 s
      </NumberTile>
    </dl>
  );
}

const difference = (more: number): string =>
  more === 0 ? 'as many as in' : `${Math.abs(more)} ${more > 0 ? 'more' : 'fewer'} than in`;

type NumberTileProps = {
  name: string;
  /** The definition its name leads to. */
  about: string;
  value: string | number;
  unit?: string;
  trend: ReactNode;
  children: ReactNode;
};

function NumberTile({ name, about, value, unit, trend, children }: NumberTileProps) {
  return (
    <div>
      <dt>
        <a href={`#means-${about}`}>{name}</a>
      </dt>
      <dd>
        <span className="v">
          {value}
          {unit && value !== '–' ? <small>{unit}</small> : null}
        </span>
      </dd>
      <dd className="d">{children}</dd>
      <dd>{trend}</dd>
    </div>
  );
}

const spread = ({ p50, p95, mean }: Durations): string =>
  mean === null ? 'not measured' : `mean ${mean} ms, p50 ${p50} ms, p95 ${p95} ms`;
const failed = ({ part, whole }: Share): string =>
  whole === 0 ? 'none came to an end' : `${percent(1 - part / whole)} % (${whole - part} of ${whole})`;

/** The others, in a line each, beside what they were. */
export function FurtherNumbers({ figures: { summary, before } }: { figures: Overview }) {
  const both = (wordsOf: (of: Summary) => string) => (
    <>
      {wordsOf(summary)} <span className="mut">before: {wordsOf(before)}</span>
    </>
  );
  return (
    <Facts
      facts={{
        'Refund success': both((of) => failed(of.failedRefunds)),
        'Given back': both((of) => amounts(of.refunded)),
        'Processing time': both((of) => spread(of.processing)),
        'On the way to us': both((of) => spread(of.delay)),
        'Checkouts started': both((of) => String(of.checkouts)),
        'Answering a checkout': both((of) => spread(of.checkoutTime)),
        'Of it, the provider': both((of) => spread(of.providerTime)),
        'Wrong signatures': both((of) => String(of.forgeries)),
      }}
    />
  );
}
