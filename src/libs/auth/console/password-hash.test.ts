import { describe, expect, it } from 'vitest';
import { hashPassword, isPassword, readPasswordHash } from './password-hash.ts';

describe('a password in the configuration', () => {
  it('is known again by its hash, however its letters are composed, and no other is', async () => {
    const hash = readPasswordHash(await hashPassword('caf\u00e9 au lait, please'));
    expect(hash).not.toBeNull();
    expect(await isPassword('cafe\u0301 au lait, please', hash)).toBe(true);
    expect(await isPassword('cafe au lait, please', hash)).toBe(false);
    expect(await isPassword('', hash)).toBe(false);
  });

  it('has another hash each time, and never itself in it', async () => {
    const [one, two] = [await hashPassword('horse'), await hashPassword('horse')];
    expect(one).not.toBe(two);
    expect(one).not.toContain('horse');
  });

  it('is refused for a name that nobody has', async () => {
    expect(await isPassword('anything', null)).toBe(false);
  });

  it.each([
    'horse',
    'scrypt:1024:8:3:aaaaaaaaaaaaaaaaaaaaaa:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'scrypt:262144:8:3:aaaaaaaaaaaaaaaaaaaaaa:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'scrypt:32768:8:9:aaaaaaaaaaaaaaaaaaaaaa:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'scrypt:32769:8:3:aaaaaaaaaaaaaaaaaaaaaa:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'scrypt:32768:8:3:short:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  ])('is not made of %s, which is none, too cheap or too dear', (text) => {
    expect(readPasswordHash(text)).toBeNull();
  });
});
