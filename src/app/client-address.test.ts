import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

const from = (forwarded: string, hops: number) =>
  clientAddress(new Headers({ 'x-forwarded-for': forwarded }), hops);

describe('the address of a visitor', () => {
  it('is what the configured number of proxies vouch for, whatever the visitor wrote before them', () => {
    const forged = '127.0.0.1, 10.0.0.1, 203.0.113.9, 198.51.100.7';
    expect(from(forged, 1)).toBe('198.51.100.7');
    expect(from(forged, 2)).toBe('203.0.113.9');
  });

  it('is nobody without a proxy, or with fewer entries than proxies', () => {
    expect(from('203.0.113.9', 0)).toBeNull();
    expect(from('203.0.113.9', 2)).toBeNull();
    expect(clientAddress(new Headers(), 1)).toBeNull();
  });

  it('is the network of an IPv6 address, however that is written', () => {
    const network = '2001:db8:0:7::/64';
    expect(from('2001:db8:0:7:a:b:c:d', 1)).toBe(network);
    expect(from('2001:0DB8:0000:0007::1', 1)).toBe(network);
    expect(from('[2001:db8:0:7::2]:443', 1)).toBe(network);
    expect(from('2001:db8::1', 1)).toBe('2001:db8:0:0::/64');
  });

  it('is the IPv4 address behind a port or an IPv6 dress', () => {
    expect(from('203.0.113.9:51234', 1)).toBe('203.0.113.9');
    expect(from('::ffff:203.0.113.9', 1)).toBe('203.0.113.9');
  });

  it.each(['', 'unknown', '999.1.1.1', '<script>', '::gggg'])('is nobody for %j', (entry) => {
    expect(from(entry, 1)).toBeNull();
  });
});
