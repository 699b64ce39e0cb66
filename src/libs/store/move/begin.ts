import type { TransferStore } from '#libs/store/transfer.ts';
import { tableNames } from '#models/columns.ts';
import type { Step } from './copy.ts';
import type { Journal, Standing } from './journal.ts';

/** The move does not begin; the message says why and what to do. */
export class MoveRefusal extends Error {}

export type Move = Step & {
  readonly journal: Journal;
  /** The target may hold other records; those with the same ids are replaced. */
  readonly merge: boolean;
  /** Tells the operator something. */
  readonly say: (line: string) => void;
};

/** Why the source of a cut-over takes no writes. */
export const freezeReason = (target: TransferStore): string => `the records move to ${target.name}`;

/** Where the move stands: where it was cut off, or at its beginning. Throws MoveRefusal and JournalError. */
export async function begin(move: Move): Promise<Standing> {
  const { source, target } = move.ends;
  if (source.name === target.name) throw new MoveRefusal(`${source.name} cannot be moved to itself.`);
  // A target that is frozen is one that was moved from before; it was in order then.
  const problem = (await target.frozen()) === null ? await target.problem() : null;
  if (problem !== null) throw new MoveRefusal(`${target.name} is not ready: ${problem}`);
  const known = await stillTrue(move, move.journal.read());
  await openSource(move, known);
  if (known) return known;
  if (!move.merge && !(await isEmpty(target))) {
    throw new MoveRefusal(
      `${target.name} is not empty. With --merge its records stay, and those with the ids of moved ones are replaced.`,
    );
  }
  const standing: Standing = {
    ...{ from: source.name, to: target.name, phase: 'copying', mark: await source.mark() },
    ...{ table: null, after: null, copied: 0, merge: move.merge },
  };
  move.journal.write(standing);
  return standing;
}

/** A target that was emptied knows nothing of what the journal says. */
async function stillTrue({ ends, say }: Move, known: Standing | null): Promise<Standing | null> {
  const hasCopied = known?.phase === 'copied' || (known?.phase === 'copying' && known.table !== null);
  if (!hasCopied || !(await isEmpty(ends.target))) return known;
  say(`${ends.target.name} is empty: the move begins anew.`);
  return null;
}

/** Ends what a cut-over that was cut off has left behind; everybody else's freeze is respected. */
async function openSource({ ends: { source, target }, say }: Move, known: Standing | null): Promise<void> {
  const freeze = await source.frozen();
  if (freeze === null || known?.phase === 'verified') return;
  if (known && freeze.reason === freezeReason(target)) {
    await source.thaw();
    say(`The cut-over before this one was cut off: ${source.name} takes writes again.`);
    return;
  }
  throw new MoveRefusal(
    `${source.name} takes no writes since ${freeze.since.toISOString()}: ${freeze.reason}. If the shop does run on it, open it with --thaw first.`,
  );
}

async function isEmpty(store: TransferStore): Promise<boolean> {
  for (const table of tableNames) {
    for await (const { rows } of store.scan(table, null)) if (rows.length > 0) return false;
  }
  return true;
}
