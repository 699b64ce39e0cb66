import { addSpreads, percentile, type Spread } from '#domain/duration-spread.ts';
import type { Figures, Lines } from '#domain/figures.ts';

/** So many of so many. */
export type Share = { readonly part: number; readonly whole: number };

/** The records among the lines whose values at the first places are these; null takes any value. */
export const countOf = (lines: Lines, ...wanted: readonly (string | null)[]): number =>
  lines
    .filter(({ values }) => wanted.every((value, place) => value === null || values[place] === value))
    .reduce((sum, { count }) => sum + count, 0);

/** Payments that failed, of those that came to an end. A payment page nobody used is no failure. */
export function failedPayments({ payments }: Figures): Share {
  const part = countOf(payments, 'charge', 'failed');
  return { part, whole: part + countOf(payments, 'charge', 'succeeded') };
}

/** Refunds that failed, of those that came to an end. */
export function failedRefunds({ payments }: Figures): Share {
  const part = countOf(payments, 'refund', 'failed');
  return { part, whole: part + countOf(payments, 'refund', 'succeeded') };
}

/** Notifications that could not be processed, of those that were genuine. */
export const failedEvents = ({ webhooks }: Figures): Share => ({
  part: countOf(webhooks, null, 'failed'),
  whole: countOf(webhooks),
});

export const spreadOf = (lines: Lines): Spread =>
  addSpreads(lines.flatMap(({ spread }) => (spread ? [spread] : [])));

/** What 95 of 100 stayed under, milliseconds; null when nothing was measured. */
export const p95 = (lines: Lines): number | null => percentile(spreadOf(lines), 0.95);
