import { expect, it } from 'vitest';
import { insert } from '#domain/changes.ts';
import type { StockLimit } from '#domain/offer.ts';
import { freeNumbers } from '#domain/stock-taking.ts';
import type { StockUnit } from '#domain/stock-unit.ts';
import { createMemoryStore } from '#libs/store/memory/memory-store.ts';
import { after, noon, stockUnit } from '#tests/contract/store/records.ts';
import { createTestContext } from '#tests/test-context.ts';
import { searchUnits } from './look-at-units.ts';

const limit: StockLimit = { limit: 500, buffer: 20, holdSeconds: 1_800, fewLeft: 5, whenUnknown: 'close' };
const pool = { sku: 'rolitt-companion', color: 'red', limit };
const held = (nth: number, until: Date) =>
  stockUnit(nth, { status: 'held', hold_token: `h${nth}`, held_until: until });

/** A store with these units, and how many of them each look at it asked for. */
async function stage(units: readonly StockUnit[] = []) {
  const store = createMemoryStore();
  await store.commit({ log: null, changes: units.map((unit) => insert('stock_units', unit)) });
  const looks: number[] = [];
  const { ids } = createTestContext();
  const world = (random: number) => ({
    ids: { ...ids, random: () => random },
    store: {
      ...store,
      get: (table: Parameters<typeof store.get>[0], wanted: readonly string[]) => {
        looks.push(wanted.length);
        return store.get(table, wanted);
      },
    } as typeof store,
  });
  return { world, looks };
}

const all = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, nth) => from + nth);

it('looks at a few units from a random one on while plenty are free', async () => {
  const { world, looks } = await stage();
  const search = { count: 3, buffer: true, now: noon };
  expect([...(await searchUnits(world(0.5), pool, search)).keys()].slice(0, 2)).toEqual([251, 252]);
  expect([...(await searchUnits(world(0.999), pool, search)).keys()].slice(0, 2)).toEqual([500, 1]);
  expect(looks).toEqual([16, 16]);
});

it('finds the last free unit of hundreds in a handful of looks, the buffer behind it', async () => {
  const taken = all(1, 499).map((nth) => held(nth, after(1)));
  const { world, looks } = await stage(taken);
  const seen = await searchUnits(world(0), pool, { count: 1, buffer: true, now: noon });
  expect(freeNumbers(seen, noon)).toEqual([500, ...all(501, 520)]);
  expect(looks).toHaveLength(4);
});

it('looks at everything once before it gives up, and never at the buffer unless told to', async () => {
  const { world } = await stage(all(1, 500).map((nth) => held(nth, after(1))));
  const seen = await searchUnits(world(0.3), pool, { count: 1, buffer: false, now: noon });
  expect([...seen.keys()].toSorted((a, b) => a - b)).toEqual(all(1, 500));
});

it('goes on past units that were looked at before, though they are free', async () => {
  const { world } = await stage(all(1, 30).map((nth) => held(nth, nth === 5 ? noon : after(1))));
  const search = { count: 1, buffer: false, now: noon };
  expect(freeNumbers(await searchUnits(world(0), pool, search), noon)).toEqual([5]);
  const others = await searchUnits(world(0), pool, { ...search, except: [5] });
  expect(freeNumbers(others, noon)[0]).toBe(31);
});

it('takes a hold for lapsed at the very moment it is told to look at', async () => {
  const { world } = await stage(all(1, 500).map((nth) => held(nth, after(1))));
  const at = async (now: Date) =>
    freeNumbers(await searchUnits(world(0), pool, { count: 1, buffer: false, now }), now).length;
  expect(await at(noon)).toBe(0);
  expect(await at(after(1))).toBeGreaterThan(0);
});
