import type { Money } from './money.ts';
import { toDecimalText } from './money.ts';
import type { Part, Summary } from './overview.ts';

type Cell = string | number | Date | null;
export type FigureTable = {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: (figures: Shown) => readonly (readonly Cell[])[];
};

/** What the tables are made of. */
export type Shown = {
  readonly periods: readonly { readonly at: Date; readonly summary: Summary }[];
  readonly colours: readonly Part[];
  readonly countries: readonly Part[];
  readonly languages: readonly Part[];
};

const ofPeriods =
  (cells: (summary: Summary) => readonly Cell[]) =>
  ({ periods }: Shown) =>
    periods.map(({ at, summary }) => [at, ...cells(summary)]);

const ofParts = (title: string, name: string, partsOf: (shown: Shown) => readonly Part[]): FigureTable => ({
  title,
  header: [name, 'Orders', 'Revenue', 'Currency'],
  rows: (shown) =>
    partsOf(shown).map(({ name, orders, revenue }) => [
      name,
      orders,
      toDecimalText(revenue),
      revenue.currency,
    ]),
});

const percentOf = ({ part, whole }: Summary['failedEvents']): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10_000) / 100;

const amounts = (revenue: readonly Money[]): string =>
  revenue.map((amount) => `${toDecimalText(amount)} ${amount.currency}`).join(' + ');

/** Every chart and list of the overview as a table: on the page, and as a file. */
export const figureTables = {
  volume: {
    title: 'Webhooks by outcome',
    header: ['From', 'Applied', 'Ignored', 'Failed'],
    rows: ofPeriods(({ applied, ignored, failedEvents }) => [applied, ignored, failedEvents.part]),
  },
  times: {
    title: 'Processing time',
    header: ['From', 'p50 ms', 'p95 ms', 'mean ms', 'on the way, p95 ms'],
    rows: ofPeriods(({ processing, delay }) => [processing.p50, processing.p95, processing.mean, delay.p95]),
  },
  errors: {
    title: 'Error rate',
    header: ['From', 'Events', 'Failed', 'Error rate %'],
    rows: ofPeriods(({ failedEvents }) => [failedEvents.whole, failedEvents.part, percentOf(failedEvents)]),
  },
  orders: {
    title: 'Orders and revenue',
    header: ['From', 'Orders', 'Revenue', 'Refunded'],
    rows: ofPeriods(({ orders, revenue, refunded }) => [orders, amounts(revenue), amounts(refunded)]),
  },
  colours: ofParts('By colour', 'Colour', ({ colours }) => colours),
  countries: ofParts('By country', 'Country', ({ countries }) => countries),
  languages: ofParts('By language', 'Language', ({ languages }) => languages),
} as const satisfies Record<string, FigureTable>;
export type FigureTableName = keyof typeof figureTables;
