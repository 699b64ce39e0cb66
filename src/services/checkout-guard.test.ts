import { expect, it } from 'vitest';
import { createCheckoutGuard } from './checkout-guard.ts';

const quota = { limit: 3, seconds: 60 };
const stage = () => {
  let time = 0;
  const guard = createCheckoutGuard(() => new Date(time), quota);
  return { guard, pass: (seconds: number) => (time += seconds * 1000) };
};

it('lets a client open so many payment pages in a while, and again later', () => {
  const { guard, pass } = stage();
  expect([1, 2, 3, 4].map(() => guard('a'))).toEqual([true, true, true, false]);
  pass(59);
  expect(guard('a')).toBe(false);
  pass(1);
  expect(guard('a')).toBe(true);
});

it('counts every client by itself, and nobody who cannot be told apart', () => {
  const { guard } = stage();
  for (const client of ['a', 'b', 'c']) {
    expect([1, 2, 3, 4].map(() => guard(client))).toEqual([true, true, true, false]);
  }
  expect(Array.from({ length: 50 }, () => guard(null))).not.toContain(false);
});

it('remembers only so many clients, and lets the rest past', () => {
  const { guard, pass } = stage();
  for (let nth = 0; nth < 10_000; nth++) guard(`client ${nth}`);
  expect([1, 2, 3, 4].map(() => guard('newcomer'))).toEqual([true, true, true, true]);
  pass(61);
  expect([1, 2, 3, 4].map(() => guard('newcomer'))).toEqual([true, true, true, false]);
});
