import { attentionReasons, orderStatuses } from '#domain/order.ts';
import type { OrderFilter, RefundFilter } from '#domain/order-search.ts';
import { readOrderSearch } from '#domain/order-search.ts';
import { refundStatuses } from '#domain/payment-event.ts';
import { loadEnv } from '#libs/Env.ts';

/** The parameters of an address, each at most once. */
export type Given = Readonly<Record<string, string | undefined>>;

/** What an address says, clipped; a parameter that is there twice counts as not there. */
export const givenIn = (params: Readonly<Record<string, string | string[] | undefined>>): Given =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' ? [[name, value.slice(0, 200)]] : [],
    ),
  );

export const givenInUrl = (url: string): Given => givenIn(Object.fromEntries(new URL(url).searchParams));

/** The filter an address stands for; what it does not know it leaves out. */
export function orderFilterOf(given: Given): OrderFilter {
  const { attention } = given;
  return {
    status: orderStatuses.find((status) => status === given.status) ?? null,
    color: given.color ?? null,
    country: given.country?.toUpperCase() ?? null,
    attention:
      attention === 'any' ? 'any' : (attentionReasons.find((reason) => reason === attention) ?? null),
    ...daysOf(given),
    search: readOrderSearch(given.q ?? '', loadEnv().ORDER_NO_PREFIX),
  };
}

export const refundFilterOf = (given: Given): RefundFilter => ({
  status: refundStatuses.find((status) => status === given.status) ?? null,
  ...daysOf(given),
});

/** Both days are there as a whole, in UTC. */
function daysOf({ from, until }: Given): { from: Date | null; until: Date | null } {
  const last = dayOf(until);
  return { from: dayOf(from), until: last && new Date(last.getTime() + 86_400_000) };
}

/** The start of a day such as `2026-11-28` in UTC; null for anything else. */
export function dayOf(text: string | undefined): Date | null {
  const day = /^\d{4}-\d\d-\d\d$/.test(text ?? '') ? new Date(`${text}T00:00:00Z`) : null;
  return day === null || Number.isNaN(day.getTime()) ? null : day;
}

/** A page of a list, from its start where the cursor is not ours. */
export async function pageFrom<P>(
  after: string | undefined,
  page: (from: string | null) => Promise<P>,
): Promise<P> {
  try {
    return await page(after ?? null);
  } catch (error) {
    if (error instanceof RangeError) return page(null);
    throw error;
  }
}
