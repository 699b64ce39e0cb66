import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** A password as the configuration keeps it: what scrypt made of it, and how. */
export type PasswordHash = {
  /** Rounds as a power of two, `N` of scrypt. */
  readonly cost: number;
  readonly blockSize: number;
  readonly parallel: number;
  readonly salt: Buffer;
  readonly key: Buffer;
};

/** What OWASP asks of scrypt with 32 MiB: https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const strength = { cost: 2 ** 15, blockSize: 8, parallel: 3 } as const;
const keyLength = 32;

type Strength = Pick<PasswordHash, 'cost' | 'blockSize' | 'parallel'>;

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);

/** Node allows 32 MiB by itself, of which nothing is left beside the blocks. */
const keyOf = (password: string, salt: Buffer, { cost, blockSize, parallel }: Strength): Promise<Buffer> =>
  derive(password.normalize('NFKC'), salt, keyLength, {
    N: cost,
    r: blockSize,
    p: parallel,
    maxmem: 256 * cost * blockSize,
  });

/** What the configuration keeps of a password: `scrypt:32768:8:3:salt:key`, different each time. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await keyOf(password, salt, strength);
  const { cost, blockSize, parallel } = strength;
  return ['scrypt', cost, blockSize, parallel, salt.toString('base64url'), key.toString('base64url')].join(
    ':',
  );
}

const form = /^scrypt:(\d{4,6}):(\d{1,2}):(\d):([\w-]{22,}):([\w-]{43})$/;

/** Reads what `hashPassword` wrote; null when it is something else, or costs too little or too much to be one. */
export function readPasswordHash(text: string): PasswordHash | null {
  const [, cost, blockSize, parallel, salt = '', key = ''] = form.exec(text) ?? [];
  const given = { cost: Number(cost), blockSize: Number(blockSize), parallel: Number(parallel) };
  const isPower = Number.isInteger(Math.log2(given.cost));
  if (!isPower || given.cost < 2 ** 14 || given.cost > 2 ** 17) return null;
  if (given.blockSize !== 8 || given.parallel < 1 || given.parallel > 4) return null;
  return { ...given, salt: Buffer.from(salt, 'base64url'), key: Buffer.from(key, 'base64url') };
}

/** Whom nobody is: asked instead of a name that is not known, so that its answer takes as long. */
const nobody: PasswordHash = { ...strength, salt: Buffer.alloc(16), key: Buffer.alloc(keyLength) };

/** Whether a password is the one a hash was made of; false without a hash, after the same time. */
export async function isPassword(password: string, hash: PasswordHash | null): Promise<boolean> {
  const asked = hash ?? nobody;
  const key = await keyOf(password, asked.salt, asked);
  return timingSafeEqual(key, asked.key) && hash !== null;
}
