import { describe, expect, it } from 'vitest';
import { signValue } from '../signed-value.ts';
import { knownBrowserOf, knownSeconds, sealKnownBrowser } from './known-browser.ts';

const now = new Date('2026-11-28T12:00:00Z');
const seal = { secret: 'a secret of the shop, long enough', now };

describe('a browser in which somebody signed in', () => {
  it('is known again for this name, and for no other', async () => {
    const cookie = await sealKnownBrowser({ name: 'ana', id: 'b1' }, seal);
    expect(await knownBrowserOf(cookie, 'ana', seal)).toBe('b1');
    expect(await knownBrowserOf(cookie, 'ben', seal)).toBeNull();
  });

  it('is not known by a cookie that is old, of another secret, for something else, or no cookie of ours', async () => {
    const cookie = await sealKnownBrowser({ name: 'ana', id: 'b1' }, seal);
    const later = { ...seal, now: new Date(now.getTime() + (knownSeconds + 1) * 1000) };
    expect(await knownBrowserOf(cookie, 'ana', later)).toBeNull();
    expect(
      await knownBrowserOf(cookie, 'ana', { ...seal, secret: 'another secret, long enough' }),
    ).toBeNull();
    const session = await signValue({ name: 'ana', id: 'b1' }, { purpose: 'console', ...seal }, 60);
    expect(await knownBrowserOf(session, 'ana', seal)).toBeNull();
    expect(await knownBrowserOf('forged', 'ana', seal)).toBeNull();
  });
});
