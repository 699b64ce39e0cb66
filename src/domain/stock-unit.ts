import type { StockLimit } from './offer.ts';

export const stockUnitStatuses = ['free', 'held', 'sold'] as const;
export type StockUnitStatus = (typeof stockUnitStatuses)[number];

/** Where a unit may go. A hold that has lapsed is free by definition, so somebody else may hold the unit next. */
export const stockUnitMoves = {
  free: ['held', 'sold'],
  held: ['held', 'sold', 'free'],
  sold: ['free'], // all the money went back before the piece was shipped
} as const satisfies Record<StockUnitStatus, readonly StockUnitStatus[]>;

/** One piece of a limited colour. A unit that was never wanted has no record, and is free. */
export type StockUnit = {
  /** `{sku}:{color}:{nth}` */
  readonly id: string;
  readonly sku: string;
  readonly color: string;
  /** From 1; those above the limit are the buffer. */
  readonly nth: number;
  readonly status: StockUnitStatus;
  /** The checkout that took it; stays when the unit is sold. */
  readonly hold_token: string | null;
  /** From this moment on a held unit is free again. */
  readonly held_until: Date | null;
  readonly order_id: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
};

/** Units a checkout took, as it travels with the payment. */
export type StockHold = { readonly token: string; readonly numbers: readonly number[] };

/** A limited colour of an offer. */
export type StockPool = { readonly sku: string; readonly color: string; readonly limit: StockLimit };

/** The units of one colour are counted from 1. */
export const unitId = ({ sku, color }: Pick<StockUnit, 'sku' | 'color'>, nth: number): string =>
  `${sku}:${color}:${nth}`;

/** Whether anybody may take the unit at that moment. */
export function isFree(unit: StockUnit | undefined, now: Date): boolean {
  if (unit === undefined || unit.status === 'free') return true;
  return unit.status === 'held' && unit.held_until !== null && unit.held_until <= now;
}
