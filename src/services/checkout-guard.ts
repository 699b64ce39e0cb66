import type { Quota } from '#domain/rate-limit.ts';

/** Whether one more payment page may be opened for this client. */
export type CheckoutGuard = (client: string | null) => boolean;

/** More than a household needs and less than somebody who tries stolen cards. */
const perClient: Quota = { limit: 30, seconds: 600 };

/** Clients remembered at most; with more of them at once, newcomers are let past uncounted. */
const mostClients = 10_000;

/**
 * Slows down whoever opens payment page after payment page, in this process alone and only as well as it can: nobody waits
 * for a database, and whoever cannot be told from others is let past. A firewall in front of all processes is the real limit.
 */
export function createCheckoutGuard(now: () => Date, quota: Quota = perClient): CheckoutGuard {
  const seen = new Map<string, { used: number; until: number }>();
  return (client) => {
    if (client === null) return true;
    const time = now().getTime();
    const known = seen.get(client);
    if (known && known.until > time) {
      if (known.used >= quota.limit) return false;
      known.used += 1;
      return true;
    }
    if (seen.size >= mostClients) forget(seen, time);
    if (seen.size < mostClients) seen.set(client, { used: 1, until: time + quota.seconds * 1000 });
    return true;
  };
}

function forget(seen: Map<string, { until: number }>, time: number): void {
  for (const [client, { until }] of seen) if (until <= time) seen.delete(client);
}
