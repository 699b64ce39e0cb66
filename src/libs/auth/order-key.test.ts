import { describe, expect, it } from 'vitest';
import { orderKey, readOrderKey } from './order-key.ts';
import { openPasses, passSeconds, sealPasses, withPass } from './order-passes.ts';
import { signValue } from './signed-value.ts';

const secret = 'a-secret-of-at-least-24-characters';
const now = new Date('2026-11-21T12:00:00Z');
const pass = { orderNo: 'ROL-7K2M9QXD', version: 3 };

describe('the key in a link to an order', () => {
  it('opens its order and says which version of its links it is', () => {
    expect(readOrderKey(pass.orderNo, orderKey(pass, secret), secret)).toEqual(pass);
  });

  it('is the same every time, and fit for an address', () => {
    expect(orderKey(pass, secret)).toBe(orderKey(pass, secret));
    expect(orderKey(pass, secret)).toMatch(/^[\w.-]+$/);
  });

  it('opens no other order, no other version, and nothing under another secret', () => {
    const key = orderKey(pass, secret);
    expect(readOrderKey('ROL-7K2M9QXE', key, secret)).toBeNull();
    expect(readOrderKey(pass.orderNo, key.replace(/^3/, '4'), secret)).toBeNull();
    expect(readOrderKey(pass.orderNo, key, `${secret}!`)).toBeNull();
  });

  it('is nothing with any one character changed', () => {
    const key = orderKey(pass, secret);
    // The last symbol carries two bits that mean nothing.
    for (let at = 0; at < key.length - 1; at++) {
      const changed = `${key.slice(0, at)}${key[at] === 'A' ? 'B' : 'A'}${key.slice(at + 1)}`;
      expect(readOrderKey(pass.orderNo, changed, secret)).toBeNull();
    }
  });

  it.each(['', '3', '3.', '.', '3.short', '99999999999.x', 'x'.repeat(100_000)])(
    'is not seen in %.20j',
    (text) => {
      expect(readOrderKey(pass.orderNo, text, secret)).toBeNull();
    },
  );
});

describe('the passes of a browser', () => {
  it('come back as they were, until they expire', async () => {
    const cookie = await sealPasses([pass], { secret, now });
    expect(await openPasses(cookie, { secret, now })).toEqual([pass]);
    const later = new Date(now.getTime() + (passSeconds + 1) * 1000);
    expect(await openPasses(cookie, { secret, now: later })).toEqual([]);
  });

  it('are none when somebody else signed them, or signed them for another purpose', async () => {
    const orders = { orders: [[pass.orderNo, pass.version]] };
    const forged = await sealPasses([pass], { secret: `${secret}!`, now });
    const misused = await signValue(orders, { purpose: 'open_checkout', secret, now }, 60);
    for (const cookie of [forged, misused, '', 'a.b.c']) {
      expect(await openPasses(cookie, { secret, now })).toEqual([]);
    }
  });

  it('keep the newest orders, each once', () => {
    const many = Array.from({ length: 20 }, (_, nth) => ({ orderNo: `ROL-${nth}`, version: 1 }));
    const kept = many.reduce((passes, next) => withPass(passes, next), withPass([], pass));
    expect(kept).toHaveLength(12);
    expect(kept[0]).toEqual(many.at(-1));
    expect(withPass(kept, { orderNo: 'ROL-19', version: 2 })).toHaveLength(12);
  });
});
