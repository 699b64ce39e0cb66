import { expect, it } from 'vitest';
import { coalesce } from './coalesce.ts';
import { collect } from './collect.ts';

it('leaves no call unanswered, at whatever moment of a run it comes', async () => {
  for (let steps = 0; steps < 12; steps++) {
    let runs = 0;
    const run = coalesce(async () => {
      runs += 1;
    });
    const first = run();
    for (let step = 0; step < steps; step++) await null;
    const before = runs;
    await Promise.all([first, run()]);
    expect(runs, `called ${steps} steps into a run`).toBeGreaterThan(Math.min(before, 1));
  }
});

it('hands every item to a run, at whatever moment of one it comes', async () => {
  const done: number[] = [];
  const hand = collect(async (items: readonly number[]) => void done.push(...items));
  const lane = async (item: number) => {
    for (let step = 0; step < item; step++) await null;
    await hand(item);
    expect(done).toContain(item);
  };
  await Promise.all(Array.from({ length: 20 }, (_, item) => lane(item)));
});

it('goes on after a run that failed', async () => {
  let fails = true;
  const run = coalesce(() => {
    if (fails) throw new Error('once');
    return Promise.resolve();
  });
  await expect(run()).rejects.toThrow('once');
  fails = false;
  await expect(run()).resolves.toBeUndefined();
});
