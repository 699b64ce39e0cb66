import type { Rule } from './alerts/rules.ts';
import {
  countOf,
  failedEvents,
  failedPayments,
  failedRefunds,
  type Share,
  spreadOf,
} from './alerts/shares.ts';
import { percentile, spreadCount } from './duration-spread.ts';
import { addFigures, addLines, type Figures, type Lines } from './figures.ts';
import { type Money, money } from './money.ts';
import { type OrderStatus, wasPaid } from './order.ts';
import { beginOf, type Period, type PeriodFigures, periodMs } from './rollup.ts';

type Window = {
  readonly period: Period;
  /** How many hours or days it has … */
  readonly count: number;
  /** … and how many of them are one point of a chart and one line of its table. */
  readonly together: number;
  readonly step: string;
  readonly words: string;
  readonly before: string;
};

const named = (length: string) => ({ words: `Last ${length}`, before: `the ${length} before` });

/** The windows the overview can show; each ends now and begins with a full hour or day, in UTC. */
export const overviewWindows = {
  '24h': { period: 'hour', count: 24, together: 1, step: 'hour', ...named('24 hours') },
  '7d': { period: 'hour', count: 168, together: 6, step: '6 h', ...named('7 days') },
  '30d': { period: 'day', count: 30, together: 1, step: 'day', ...named('30 days') },
} as const satisfies Record<string, Window>;
export type WindowName = keyof typeof overviewWindows;

/** The window, and the one just before it that is as long. */
export function spansOf(name: WindowName, now: Date) {
  const { period, count } = overviewWindows[name];
  const from = new Date(beginOf(period, now).getTime() - (count - 1) * periodMs[period]);
  const back = (moment: Date) => new Date(moment.getTime() - count * periodMs[period]);
  return { current: { from, until: now }, before: { from: back(from), until: back(now) } };
}

/** What stands together in a chart, in the sequence of time. */
export function stepsOf(name: WindowName, periods: readonly PeriodFigures[]): PeriodFigures[] {
  const { together } = overviewWindows[name];
  return periods
    .filter((_, nth) => nth % together === 0)
    .map(({ at }, nth) => {
      const parts = periods.slice(nth * together, (nth + 1) * together);
      return { at, figures: addFigures(parts.map(({ figures }) => figures)) };
    });
}

/** How long something took, milliseconds; null when nothing was measured. */
export type Durations = {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly mean: number | null;
};

/** What a part of time added up to. Amounts in different currencies are never added together. */
export type Summary = {
  readonly orders: number;
  readonly revenue: readonly Money[];
  readonly refunded: readonly Money[];
  readonly failedPayments: Share;
  readonly failedRefunds: Share;
  readonly failedEvents: Share;
  readonly applied: number;
  readonly ignored: number;
  readonly processing: Durations;
  readonly delay: Durations;
  readonly checkouts: number;
  readonly checkoutTime: Durations;
  readonly providerTime: Durations;
  readonly forgeries: number;
};

const paidLines = (lines: Lines): Lines => lines.filter(({ values }) => wasPaid(values[0] as OrderStatus));

/** Adds amounts up by the currency, which stands at the last place. Throws TypeError where there is none, as no order is. */
const byCurrency = (lines: Lines): Money[] =>
  addLines(lines.map((line) => ({ ...line, values: line.values.slice(-1) })))
    .map(({ values, sum }) => money(sum, values[0] ?? ''))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));

function durationsOf(lines: Lines): Durations {
  const spread = spreadOf(lines);
  const measured = spreadCount(spread);
  const total = lines.reduce((sum, line) => sum + line.sum, 0);
  return {
    p50: percentile(spread, 0.5),
    p95: percentile(spread, 0.95),
    mean: measured === 0 ? null : Math.round(total / measured),
  };
}

export const summaryOf = (figures: Figures): Summary => ({
  orders: countOf(paidLines(figures.colours)),
  revenue: byCurrency(paidLines(figures.colours)),
  refunded: byCurrency(
    figures.payments.filter(({ values: [action, status] }) => action === 'refund' && status === 'succeeded'),
  ),
  failedPayments: failedPayments(figures),
  failedRefunds: failedRefunds(figures),
  failedEvents: failedEvents(figures),
  applied: countOf(figures.webhooks, null, 'success'),
  ignored: countOf(figures.webhooks, null, 'ignored') + countOf(figures.webhooks, null, 'set_aside'),
  processing: durationsOf(figures.webhooks),
  delay: durationsOf(figures.delays),
  checkouts: countOf(figures.checkouts, 'started'),
  checkoutTime: durationsOf(figures.checkouts),
  providerTime: durationsOf(figures.provider_calls),
  forgeries: countOf(figures.forgeries),
});

/** Orders and revenue of one colour, country or language in one currency. */
export type Part = { readonly name: string; readonly orders: number; readonly revenue: Money };

/** Paid orders by the value at the second place, the largest first. */
export const partsOf = (lines: Lines): Part[] =>
  addLines(paidLines(lines), [1, 2])
    .map(({ values: [name, currency], count, sum }) => ({
      name: name ?? 'unknown',
      orders: count,
      revenue: money(sum, currency ?? ''),
    }))
    .sort((a, b) => b.orders - a.orders || (a.name < b.name ? -1 : 1));

/** What needs a person, as one line of a list. */
export type Need = Pick<Rule, 'id' | 'title' | 'href'> & {
  readonly sentence: string;
  readonly since: Date | null;
};

export type Overview = {
  readonly window: WindowName;
  readonly summary: Summary;
  readonly before: Summary;
  readonly periods: readonly { readonly at: Date; readonly summary: Summary }[];
  readonly colours: readonly Part[];
  readonly countries: readonly Part[];
  readonly languages: readonly Part[];
};

/** How much of a colour is sold and left; null where it is not limited. */
export type ColourStock = {
  readonly colour: string;
  readonly name: string;
  readonly sold: number;
  readonly left: number | null;
  readonly limit: number | null;
};

export type Attention = { readonly needs: readonly Need[]; readonly stock: readonly ColourStock[] };
