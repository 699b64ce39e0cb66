import * as fs from 'node:fs';
import path from 'node:path';
import type { TableName } from '#domain/changes.ts';

/** How far a move has come, so that another process can go on with it. */
export type Standing = {
  readonly from: string;
  readonly to: string;
  /**
   * Copying; copied, and to be compared; verified while frozen, and waiting for the shop to be switched over.
   */
  readonly phase: 'copying' | 'copied' | 'verified';
  /** What the source wrote since then has still to be brought. */
  readonly mark: string;
  /** The table being copied and the last page of it that is safe in the target. */
  readonly table: TableName | null;
  readonly after: string | null;
  readonly copied: number;
  /** Whether the target held other records before. */
  readonly merge: boolean;
};

export type Journal = {
  readonly file: string;
  /** Null when this move has not begun. Throws JournalError when the file belongs to something else. */
  read(): Standing | null;
  write(standing: Standing): void;
  remove(): void;
};

/** The file is not the journal of this move; the message says whose it is. */
export class JournalError extends Error {}

/** Keeps the standing of a move between two databases in a file of its own. */
export function createJournal(file: string, { from, to }: { from: string; to: string }): Journal {
  return {
    file,
    read: () => {
      if (!fs.existsSync(file)) return null;
      const standing = parse(file);
      if (standing.from === from && standing.to === to) return standing;
      throw new JournalError(
        `${file} belongs to the move from ${standing.from} to ${standing.to}, not to this one from ${from} to ${to}. Name another file with --cursor, or take it away.`,
      );
    },
    write: (standing) => {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      // Beside its place first: a process that is killed leaves either the old standing or the new one.
      fs.writeFileSync(`${file}.new`, JSON.stringify(standing));
      fs.renameSync(`${file}.new`, file);
    },
    remove: () => fs.rmSync(file, { force: true }),
  };
}

function parse(file: string): Standing {
  try {
    const standing = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<Standing> | null;
    if (typeof standing?.from === 'string' && typeof standing.to === 'string') return standing as Standing;
  } catch {
    // Said below, like everything else that is no journal.
  }
  throw new JournalError(`${file} is no cursor of a move. Name another file with --cursor, or take it away.`);
}
