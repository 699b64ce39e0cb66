import type { SeenUnits } from '#domain/stock-taking.ts';
import { freeNumbers } from '#domain/stock-taking.ts';
import { type StockPool, type StockUnit, unitId } from '#domain/stock-unit.ts';
import type { AppContext } from './app-context.ts';

type World = Pick<AppContext, 'store' | 'ids'>;

/** Looks at these units of a colour, in one round trip. Throws StoreUnavailableError. */
export async function lookAtUnits(
  { store }: Pick<AppContext, 'store'>,
  color: Pick<StockUnit, 'sku' | 'color'>,
  numbers: readonly number[],
): Promise<SeenUnits> {
  if (numbers.length === 0) return new Map();
  const found = await store.get(
    'stock_units',
    numbers.map((nth) => unitId(color, nth)),
  );
  const known = new Map(found.map((unit) => [unit.record.nth, unit]));
  return new Map(numbers.map((nth) => [nth, known.get(nth) ?? null]));
}

/** Units per look: a few are enough while plenty are free, and few looks are enough when hardly any is. */
const firstLook = 16;
const growth = 4;

type Search = {
  /** How many free units are wanted in sight. */
  readonly count: number;
  readonly buffer: boolean;
  /** Units that were looked at already. */
  readonly except?: readonly number[];
  readonly now: Date;
};

/**
 * Looks for free units from a random one on, so that no unit is everybody's first, the buffer last. Answers everything
 * it looked at: enough of them are free, or nothing is left to look at. Throws StoreUnavailableError.
 */
export async function searchUnits(
  world: World,
  pool: StockPool,
  { count, buffer, except = [], now }: Search,
): Promise<SeenUnits> {
  const numbers = sequenceOf(world, pool, buffer).filter((nth) => !except.includes(nth));
  let seen: SeenUnits = new Map();
  for (let look = firstLook; seen.size < numbers.length; look *= growth) {
    const more = await lookAtUnits(world, pool, numbers.slice(seen.size, seen.size + look));
    seen = new Map([...seen, ...more]);
    if (freeNumbers(seen, now).length >= count) break;
  }
  return seen;
}

function sequenceOf({ ids }: World, { limit: { limit, buffer } }: StockPool, withBuffer: boolean): number[] {
  const ring = (size: number, first: number): number[] => {
    const start = Math.floor(ids.random() * size);
    return Array.from({ length: size }, (_, step) => first + ((start + step) % size));
  };
  return [...ring(limit, 1), ...(withBuffer ? ring(buffer, limit + 1) : [])];
}
