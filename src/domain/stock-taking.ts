import type { Change, Versioned } from './changes.ts';
import { insert, update } from './changes.ts';
import type { StockUnit } from './stock-unit.ts';
import { isFree, unitId } from './stock-unit.ts';

/** Units that were looked at, in that sequence; null where there is no record yet. */
export type SeenUnits = ReadonlyMap<number, Versioned<StockUnit> | null>;

/** The numbers of the free units in sight, in the sequence they were looked at. */
export const freeNumbers = (seen: SeenUnits, now: Date): number[] =>
  [...seen].filter(([, unit]) => isFree(unit?.record, now)).map(([nth]) => nth);

/** Who has a unit. */
export type UnitOwner = Pick<StockUnit, 'status' | 'hold_token' | 'held_until' | 'order_id'>;

export const nobody: UnitOwner = { status: 'free', hold_token: null, held_until: null, order_id: null };

type Handover = {
  readonly color: Pick<StockUnit, 'sku' | 'color'>;
  readonly owner: UnitOwner;
  readonly now: Date;
};

/** Gives units in sight to somebody, guarded: the commit fails when anybody touched one since it was looked at. */
export const handOver = (
  numbers: readonly number[],
  seen: SeenUnits,
  { color: { sku, color }, owner, now }: Handover,
): Change[] =>
  numbers.map((nth) => {
    const read = seen.get(nth);
    if (read) return update('stock_units', read, { ...owner, updated_at: now });
    const id = unitId({ sku, color }, nth);
    return insert('stock_units', { id, sku, color, nth, ...owner, created_at: now, updated_at: now });
  });
