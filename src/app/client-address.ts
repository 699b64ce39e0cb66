import { isIPv4, isIPv6 } from 'node:net';

/**
 * The address a request came from, as the last proxy we trust saw it: of `X-Forwarded-For`, only the entries our own
 * proxies appended are believed, and the one `hops` from the right is the visitor. Null when nobody can vouch for one.
 * Of an IPv6 address the network is kept, because one household has all of it.
 */
export function clientAddress(headers: { get(name: string): string | null }, hops: number): string | null {
  if (hops === 0) return null;
  const entries = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim());
  return networkOf(entries.at(-hops) ?? '');
}

function networkOf(entry: string): string | null {
  const address = entry.replace(/^\[(.*)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  if (isIPv4(mapped)) return mapped;
  return isIPv6(address) ? `${groupsOf(address).slice(0, 4).join(':')}::/64` : null;
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const gap = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array.from({ length: gap }, () => '0'), ...right].map((group) =>
    group.replace(/^0+(?=.)/, ''),
  );
}
