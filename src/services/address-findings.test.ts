import { expect, it } from 'vitest';
import { addressFindings } from './address-findings.ts';

it('a deployment that believes no visitor’s address is warned of, and no other', () => {
  expect(addressFindings({ production: true, proxyHops: 0 })).toMatchObject([
    { level: 'warn', sentence: expect.stringContaining('TRUSTED_PROXY_HOPS is 0') },
  ]);
  expect(addressFindings({ production: true, proxyHops: 1 })).toEqual([]);
  expect(addressFindings({ production: false, proxyHops: 0 })).toEqual([]);
});
