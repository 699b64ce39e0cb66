import { randomInt } from 'node:crypto';

const symbols = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A fresh id such as `evt_1TqX...`; unpredictable on purpose, so a restart never repeats one. */
export function freshId(prefix: string, length = 24): string {
  let id = `${prefix}_`;
  for (let left = length; left > 0; left--) id += symbols[randomInt(symbols.length)];
  return id;
}

/** Numbers in [0, 1) that repeat for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
