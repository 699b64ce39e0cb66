import { describe, expect, it } from 'vitest';
import { readSealedValue, sealValue } from './sealed-value.ts';
import { readSignedValue } from './signed-value.ts';

const signing = {
  purpose: 'session',
  secret: 'a secret of the shop, long enough',
  now: new Date('2026-11-28T12:00:00Z'),
} as const;
const person = { uid: 'ada', email: 'ada@example.com' };

describe('a sealed value', () => {
  it('comes back as it was, and nobody reads it on the way', async () => {
    const sealed = await sealValue(person, signing, 60);
    expect(await readSealedValue(sealed, signing)).toMatchObject(person);
    const readable = sealed.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect([sealed, ...readable].join('\n')).not.toMatch(/ada|example\.com/);
  });

  it('is none when it is old, changed, for something else, or under another secret', async () => {
    const sealed = await sealValue(person, signing, 60);
    const later = new Date(signing.now.getTime() + 61_000);
    expect(await readSealedValue(sealed, { ...signing, now: later })).toBeNull();
    expect(await readSealedValue(sealed, { ...signing, purpose: 'sign_in' })).toBeNull();
    expect(await readSealedValue(sealed, { ...signing, secret: 'another secret, long enough' })).toBeNull();
    expect(await readSealedValue(`${sealed.slice(0, -4)}AAAA`, signing)).toBeNull();
    expect(await readSealedValue('', signing)).toBeNull();
    expect(await readSignedValue(sealed, signing)).toBeNull();
  });
});
