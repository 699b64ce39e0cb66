import type { Finding, Subject } from './finding.ts';

/** Without an address everybody shares the limits that keep out whoever tries too often. */
export function addressFindings({
  production,
  proxyHops,
}: Pick<Subject, 'production' | 'proxyHops'>): Finding[] {
  if (!production || proxyHops > 0) return [];
  const sentence =
    'No visitor’s address is believed (TRUSTED_PROXY_HOPS is 0): all of them share the limits on signing in to the console and on looking up orders, and opening payment pages has none.';
  const advice =
    'Set it to the number of your proxies that append to X-Forwarded-For: 1 behind nginx, Caddy or a load balancer.';
  return [{ area: 'addresses', level: 'warn', sentence, advice }];
}
