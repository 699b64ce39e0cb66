import type { TableName } from '#domain/changes.ts';
import type { TransferRow } from '#libs/store/transfer.ts';
import { checksum } from './canonical.ts';
import { createTally, type Tally } from './tally.ts';

/** The checksums of one record at both ends; null where it is not there. */
type Pair = { readonly source: Buffer | null; readonly target: Buffer | null };

/** Beyond this many, two tables are not the same table, and remembering every difference helps nobody. */
const mostDifferences = 200_000;

/** Two tables are so different that it is not worth while to name every difference. */
export class TooDifferentError extends Error {}

/**
 * What is known of one table at both ends. It stays exact while records change: whoever rewrites records says what stood
 * in the target before, which is what was compared last, and what stands at both ends now.
 */
export type Comparison = {
  readonly source: Tally;
  readonly target: Tally;
  /** Takes note of records of the source and of what the target has under their ids. */
  compare(rows: readonly TransferRow[], found: readonly TransferRow[]): void;
  correct(change: Correction): void;
  /** The ids of the records that are not the same at both ends. */
  differing(): readonly string[];
};

export type Correction = {
  readonly ids: readonly string[];
  readonly before: readonly TransferRow[];
  readonly source: readonly TransferRow[];
  readonly target: readonly TransferRow[];
};

export function createComparison(table: TableName): Comparison {
  const tallies = { source: createTally(), target: createTally() };
  const open = new Map<string, Pair>();
  const sums = (rows: readonly TransferRow[]): Map<string, Buffer> =>
    new Map(rows.map((row) => [row.id, checksum(table, row)]));
  const note = (id: string, pair: Pair): void => {
    tallies.source.add(pair.source);
    tallies.target.add(pair.target);
    if (isSame(pair)) return;
    if (open.size >= mostDifferences) {
      throw new TooDifferentError(`More than ${mostDifferences} records of ${table} differ.`);
    }
    open.set(id, pair);
  };
  return {
    ...tallies,
    compare: (rows, found) => {
      const other = sums(found);
      for (const [id, source] of sums(rows)) note(id, { source, target: other.get(id) ?? null });
    },
    correct: ({ ids, ...change }) => {
      const [before, source, target] = [sums(change.before), sums(change.source), sums(change.target)];
      for (const id of ids) {
        // Not among the differences: both ends were what the target was before.
        const equal = before.get(id) ?? null;
        const known = open.get(id) ?? { source: equal, target: equal };
        open.delete(id);
        tallies.source.remove(known.source);
        tallies.target.remove(known.target);
        note(id, { source: source.get(id) ?? null, target: target.get(id) ?? null });
      }
    },
    differing: () => [...open.keys()],
  };
}

const isSame = ({ source, target }: Pair): boolean =>
  source === null || target === null ? source === target : source.equals(target);
