import { describe, expect, it } from 'vitest';
import { createRecoveryUrls, openRecovery, sealRecovery } from './recovery-link.ts';

const secret = 'a secret of the shop, long enough';
const sessionId = 'cs_test_a1b2c3';

describe('the link of an abandoned checkout', () => {
  it('opens with the secret it was sealed with, and with no other', async () => {
    const sealed = await sealRecovery(sessionId, secret);
    expect(await openRecovery(sealed, secret)).toBe(sessionId);
    expect(await openRecovery(sealed, 'another secret of the same length')).toBeNull();
  });

  it('shows nothing of the checkout, and is another one every time', async () => {
    const [first, second] = [await sealRecovery(sessionId, secret), await sealRecovery(sessionId, secret)];
    expect(first).not.toBe(second);
    for (const part of first.split('.'))
      expect(Buffer.from(part, 'base64url').toString('latin1')).not.toContain(sessionId);
  });

  it('opens nothing once a single letter is changed', async () => {
    const sealed = await sealRecovery(sessionId, secret);
    for (let nth = 0; nth < sealed.length; nth += 7) {
      const other = sealed[nth] === 'A' ? 'B' : 'A';
      expect(
        await openRecovery(`${sealed.slice(0, nth)}${other}${sealed.slice(nth + 1)}`, secret),
      ).toBeNull();
    }
  });

  it.each(['', '.', '....', 'eyJhbGciOiJub25lIn0.e30.', 'a'.repeat(900)])(
    'opens nothing for %j',
    async (text) => {
      expect(await openRecovery(text, secret)).toBeNull();
    },
  );

  it('leads to the page in the language of the shopper, and nowhere without a secret', async () => {
    const urls = createRecoveryUrls({ appUrl: 'https://shop.test', secret });
    expect(await urls({ sessionId, locale: 'ja' })).toMatch(/^https:\/\/shop\.test\/ja\/recover\?key=/);
    expect(await urls({ sessionId, locale: 'en' })).toMatch(/^https:\/\/shop\.test\/recover\?key=/);
    expect(
      await createRecoveryUrls({ appUrl: 'https://shop.test', secret: null })({ sessionId, locale: 'en' }),
    ).toBeNull();
  });
});
