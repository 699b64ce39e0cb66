import { type Money, money } from './money.ts';
import type { Order } from './order.ts';

/** What one campaign, or one landing page, brought in, in one currency. */
export type RevenueLine = {
  readonly names: readonly string[];
  readonly orders: number;
  /** What was paid less what went back. */
  readonly revenue: Money;
  /** How many of the orders took up an abandoned checkout. */
  readonly recovered: number;
};

export type CampaignTally = {
  /** By source, medium and campaign; what has none of them is `direct`. */
  readonly campaigns: readonly RevenueLine[];
  readonly landingPages: readonly RevenueLine[];
};

/** What of an order says where its buyer came from and what that brought in. */
export const attributionFields = [
  'utm',
  'currency',
  'amount',
  'amount_refunded',
  'recovered_from',
] as const satisfies readonly (keyof Order)[];
export type AttributedOrder = Pick<Order, (typeof attributionFields)[number]>;

/** Adds paid orders up by where their buyers came from. Currencies are never mixed. */
export function tallyCampaigns(orders: readonly AttributedOrder[]): CampaignTally {
  return {
    campaigns: tally(orders, ({ utm }) => [utm?.source ?? 'direct', utm?.medium ?? '', utm?.campaign ?? '']),
    landingPages: tally(
      orders.filter(({ utm }) => utm?.landing_page !== undefined),
      ({ utm }) => [utm?.landing_page ?? ''],
    ),
  };
}

function tally(
  orders: readonly AttributedOrder[],
  namesOf: (order: AttributedOrder) => readonly string[],
): RevenueLine[] {
  const lines = new Map<string, RevenueLine>();
  for (const order of orders) {
    const names = namesOf(order);
    const key = JSON.stringify([...names, order.currency]);
    const { orders: count, revenue, recovered } = lines.get(key) ?? nothing(order.currency);
    lines.set(key, {
      names,
      orders: count + 1,
      revenue: money(revenue.amount + order.amount - order.amount_refunded, order.currency),
      recovered: recovered + (order.recovered_from === null ? 0 : 1),
    });
  }
  return [...lines.values()].sort(
    (a, b) => a.revenue.currency.localeCompare(b.revenue.currency) || b.revenue.amount - a.revenue.amount,
  );
}

const nothing = (currency: string): Omit<RevenueLine, 'names'> => ({
  orders: 0,
  revenue: money(0, currency),
  recovered: 0,
});
