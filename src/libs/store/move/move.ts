import { freezeReason, type Move, MoveRefusal } from './begin.ts';
import { type Comparisons, catchUp, compare } from './compare.ts';
import { copy } from './copy.ts';
import type { Standing } from './journal.ts';
import { type Report, reportOn } from './report.ts';

/** A move whose records are in the target, all but what the source has written since the mark. */
export type Moved = {
  readonly standing: Standing;
  readonly comparisons: Comparisons;
  readonly report: Report;
};

/**
 * Copies everything while the shop is open, compares it record by record, and brings what changed meanwhile. Goes on
 * where it was cut off. Throws MoveRefusal, JournalError, and what the stop signal says.
 */
export async function moveRecords(move: Move, begun: Standing): Promise<Moved> {
  const { ends, journal } = move;
  const copied = begun.phase === 'copying' ? await copy(move, journal, begun) : begun;
  const comparisons = await compare(move);
  const mark = await ends.source.mark();
  await catchUp(move, copied.mark, comparisons);
  const standing: Standing = { ...copied, mark };
  journal.write(standing);
  const report = await reportOn(move, comparisons, { merge: standing.merge, isStill: false });
  return { standing, comparisons, report };
}

/** Reads both ends and says what a move would find. Changes nothing, not even the journal. */
export async function tryOut(move: Omit<Move, 'journal'>): Promise<Report> {
  const { source, target } = move.ends;
  if (source.name === target.name) throw new MoveRefusal(`${source.name} cannot be moved to itself.`);
  return reportOn(move, await compare(move), { merge: true, isStill: false });
}

export type Window = { readonly report: Report; readonly isVerified: boolean };

/**
 * Stops the writes, brings the rest and compares counts and digests once more. When all is the same, the source stays
 * frozen and the target takes writes; else, and after any failure, the source is open again.
 */
export async function closeWindow(move: Move, { standing, comparisons }: Moved): Promise<Window> {
  const { source, target } = move.ends;
  try {
    await source.freeze(freezeReason(target));
    await catchUp(move, standing.mark, comparisons);
    const report = await reportOn(move, comparisons, { merge: standing.merge, isStill: true });
    move.stop.throwIfAborted();
    if (!report.isSame) {
      await source.thaw();
      return { report, isVerified: false };
    }
    await target.thaw();
    move.journal.write({ ...standing, phase: 'verified' });
    return { report, isVerified: true };
  } catch (error) {
    await source.thaw();
    throw error;
  }
}
