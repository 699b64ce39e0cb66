import type { TableName } from '#domain/changes.ts';
import type { TransferPage, TransferStore } from '#libs/store/transfer.ts';
import { tableNames } from '#models/columns.ts';
import { allOf, type Ends, type Progress, pagesAtOnce, putWithParents } from './ends.ts';
import { inSequence } from './in-sequence.ts';
import type { Journal, Standing } from './journal.ts';

export type Step = {
  readonly ends: Ends;
  readonly progress: Progress;
  /** Ends the work between two pages. */
  readonly stop: AbortSignal;
};

/** How many records a store holds, over all tables or some. */
export async function countAll(
  { count }: TransferStore,
  tables: readonly TableName[] = tableNames,
): Promise<number> {
  const counts = await allOf(tables.map((table) => count(table)));
  return counts.reduce((sum, each) => sum + each, 0);
}

/** Copies every table, parents before children, from where the journal says; answers how many records. */
export async function copy(step: Step, journal: Journal, begun: Standing): Promise<Standing> {
  const { ends, progress } = step;
  const bring = async (table: TableName, ids: readonly string[]): Promise<void> =>
    putWithParents(ends.target, { table, rows: await ends.source.get(table, ids), bring });
  let standing = begun;
  const first = begun.table === null ? 0 : tableNames.indexOf(begun.table);
  const done = begun.copied + (await countAll(ends.source, tableNames.slice(0, first)));
  progress.start('copying', { total: await countAll(ends.source), done });
  for (const table of tableNames.slice(first)) {
    const isResumed = table === begun.table;
    let copied = isResumed ? begun.copied : 0;
    await eachPage(
      step,
      { table, after: isResumed ? begun.after : null },
      {
        work: ({ rows }) => putWithParents(ends.target, { table, rows, bring }),
        done: ({ rows, next }) => {
          copied += rows.length;
          standing = { ...standing, table, after: next, copied };
          journal.write(standing);
          progress.advance(table, rows.length);
        },
      },
    );
  }
  progress.end();
  standing = { ...standing, phase: 'copied', table: null, after: null, copied: 0 };
  journal.write(standing);
  return standing;
}

type Place = { readonly table: TableName; readonly after: string | null };
type PageWork = {
  readonly work: (page: TransferPage) => Promise<void>;
  readonly done: (page: TransferPage) => void;
};

/** Works on the pages of a source table, several at a time, until all are done or somebody says stop. */
export const eachPage = (
  { ends, stop }: Step,
  { table, after }: Place,
  { work, done }: PageWork,
): Promise<void> =>
  inSequence(ends.source.scan(table, after), {
    work: (page) => {
      stop.throwIfAborted();
      return work(page);
    },
    done,
    atOnce: pagesAtOnce,
  });
