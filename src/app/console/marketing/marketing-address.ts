import * as z from 'zod';
import type { MetricCounts } from '#services/console/queries/metric-page.ts';

const days = ['1', '7', '30', '90'] as const;

/** What a marketing page is asked for, as it stands in its address; what is not of its form counts as not given. */
export const MarketingAddress = z.object({
  q: z.string().trim().max(254).default('').catch(''),
  days: z.enum(days).default('7').catch('7'),
});

/** The last so many days. */
export const windowOf = (count: (typeof days)[number], now: Date) => ({
  from: new Date(now.getTime() - Number(count) * 86_400_000),
  until: new Date(now.getTime() + 1000),
});

/** `Placed Order` in an address: `placed-order`. */
export const slugOf = (metric: string): string => metric.toLowerCase().replaceAll(' ', '-');

/** The counts of one metric with the address of its page, zeros where nothing was owed. */
export function countsIn(counts: readonly MetricCounts[], metric: string, window: string) {
  const none = { metric, owed: 0, sent: 0, waiting: 0, suppressed: 0, dead: 0 };
  const found = counts.find((line) => line.metric === metric) ?? none;
  return { ...found, href: `/console/marketing/metrics/${slugOf(metric)}?days=${window}` };
}
