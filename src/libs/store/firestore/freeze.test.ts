import { describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '#domain/errors.ts';
import { createFreezeCheck, type FreezeState, freezeRereadMs } from './freeze.ts';

const open = { frozen_reason: null, frozen_at: null };
const frozen = { frozen_reason: 'The records move.', frozen_at: new Date(0) };

function setUp() {
  const world = { state: null as FreezeState | null | Error, time: 0, reads: 0 };
  const check = createFreezeCheck({
    read: async () => {
      world.reads += 1;
      if (world.state instanceof Error) throw world.state;
      return world.state;
    },
    elapsed: () => world.time,
  });
  return { world, check };
}

describe('the freeze check', () => {
  it('lets writes through where there never was a freeze, and after one', async () => {
    const { world, check } = setUp();
    await check();
    world.state = open;
    world.time = freezeRereadMs;
    await check();
  });

  it('refuses, and gives the reason, as soon as what it knows is too old', async () => {
    const { world, check } = setUp();
    await check();
    world.state = frozen;
    world.time = freezeRereadMs - 1;
    await check();
    world.time = freezeRereadMs;
    await expect(check()).rejects.toThrow(StoreUnavailableError);
    await expect(check()).rejects.toThrow('The records move.');
  });

  it('reads once for many writes', async () => {
    const { world, check } = setUp();
    await Promise.all([check(), check(), check()]);
    await check();
    expect(world.reads).toBe(1);
  });

  it('reads again after a read that failed', async () => {
    const { world, check } = setUp();
    world.state = new Error('no line');
    await expect(check()).rejects.toThrow('no line');
    world.state = open;
    await check();
    expect(world.reads).toBe(2);
  });
});
