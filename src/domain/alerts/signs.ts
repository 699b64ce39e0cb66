import type { Figures } from '#domain/figures.ts';

/** Records of one kind that wait for somebody, counted as far as `most`. */
export type Waiting = {
  readonly count: number;
  /** There may be more than were counted. */
  readonly more: boolean;
  /** When the oldest of those counted came to be. */
  readonly since: Date | null;
  /** What the newest of them says. */
  readonly latest: string | null;
  /** A name for each of those counted: the same as long as it waits for the same reason. */
  readonly subjects: readonly string[];
};

/** What a page of records, newest first, says about all that wait; `more` are behind it where there is a next one. */
export const waitingOf = <R extends { readonly id: string; readonly created_at: Date }>(
  { rows, next }: { readonly rows: readonly R[]; readonly next: string | null },
  wordsOf: (record: R) => string | null,
  subjectOf: (record: R) => string = ({ id }) => id,
): Waiting => ({
  ...{ count: rows.length, more: rows.length > 0 && next !== null },
  since: rows.at(-1)?.created_at ?? null,
  latest: rows[0] ? wordsOf(rows[0]) : null,
  subjects: rows.map(subjectOf),
});

/** Which records may wait for somebody. */
export const waitingNames = [
  'dead',
  'stuck',
  'broken',
  'held',
  'owedRefunds',
  'lateRefunds',
  'repairs',
  'drifts',
] as const;
export type WaitingName = (typeof waitingNames)[number];

/** Everything the rules look at. */
export type Signs = {
  /** This hour and the one before. */
  readonly recent: Figures;
  /** This hour and the four before. */
  readonly lastHours: Figures;
  /** This hour and the 24 before. */
  readonly lastDay: Figures;
  /** This hour and the 167 before. */
  readonly lastWeek: Figures;
  /** Messages that were given up. */
  readonly dead: Waiting;
  /** Events that failed and are not driven again by themselves. */
  readonly stuck: Waiting;
  /** Events whose processing broke down; they are tried again, and are a mistake of ours all the same. */
  readonly broken: Waiting;
  /** Orders a person has to look at. */
  readonly held: Waiting;
  /** Orders with money that was to go back and did not. */
  readonly owedRefunds: Waiting;
  /** Refunds that have been under way for longer than a day. */
  readonly lateRefunds: Waiting;
  /** What reconciliation found in the last day, repaired or not. */
  readonly repairs: Waiting;
  /** Prices that differed from the catalogue at the last comparisons. */
  readonly drifts: Waiting;
};

export const hoursSeen = { recent: 2, lastHours: 5, lastDay: 25, lastWeek: 168 } as const;
