/**
 * Where the columns of a spread end, milliseconds; the last column has no end. Fixed, so that spreads counted by different
 * stores, hours and processes can be added together. Limits that anybody is alerted at are among them.
 */
export const durationSteps = [
  ...[5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 500, 750],
  ...[1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000, 15_000, 20_000, 30_000, 60_000],
  ...[120_000, 300_000, 900_000, 3_600_000, 86_400_000],
] as const;

/** How many durations fell into each column. */
export type Spread = readonly number[];

export const emptySpread = (): number[] => new Array(durationSteps.length + 1).fill(0);

/** The column a duration belongs to: it begins there and ends before the next step. */
export function columnOfDuration(milliseconds: number): number {
  const column = durationSteps.findIndex((step) => milliseconds < step);
  return column === -1 ? durationSteps.length : column;
}

export const addSpreads = (spreads: readonly Spread[]): Spread =>
  spreads.reduce((sum, spread) => sum.map((count, column) => count + (spread[column] ?? 0)), emptySpread());

export const spreadCount = (spread: Spread): number => spread.reduce((sum, count) => sum + count, 0);

/**
 * What this share of the durations stayed under, milliseconds, as exact as the columns are narrow; null without any.
 * A share that falls into the last column is answered with where that begins.
 */
export function percentile(spread: Spread, share: number): number | null {
  const wanted = spreadCount(spread) * share;
  if (wanted === 0) return null;
  let below = 0;
  for (const [column, count] of spread.entries()) {
    const begin = durationSteps[column - 1] ?? 0;
    if (count > 0 && below + count >= wanted) {
      const end = durationSteps[column] ?? begin;
      return Math.round(begin + ((end - begin) * (wanted - below)) / count);
    }
    below += count;
  }
  return durationSteps.at(-1) ?? null;
}
