import type { TableName } from '#domain/changes.ts';
import { tableNames } from '#models/columns.ts';
import { type Comparison, createComparison } from './comparison.ts';
import { countAll, eachPage, type Step } from './copy.ts';
import { allOf, chunks, putWithParents } from './ends.ts';

export type Comparisons = Readonly<Record<TableName, Comparison>>;

const idsAtOnce = 300;

/** Reads every record of the source and what the target has under its id. Changes nothing. */
export async function compare(step: Step): Promise<Comparisons> {
  const { ends, progress } = step;
  const comparisons = Object.fromEntries(
    tableNames.map((table) => [table, createComparison(table)]),
  ) as Comparisons;
  progress.start('comparing', { total: await countAll(ends.source), done: 0 });
  for (const table of tableNames) {
    await eachPage(
      step,
      { table, after: null },
      {
        work: async ({ rows }) => {
          const ids = rows.map(({ id }) => id);
          comparisons[table].compare(rows, await ends.target.get(table, ids));
        },
        done: ({ rows }) => progress.advance(table, rows.length),
      },
    );
  }
  progress.end();
  return comparisons;
}

/** Brings what the source wrote since the mark, reads it back and corrects the comparison. Answers how many records. */
export async function catchUp(step: Step, mark: string, comparisons: Comparisons): Promise<number> {
  const { ends, progress, stop } = step;
  const bring = async (table: TableName, ids: readonly string[]): Promise<void> => {
    const source = await ends.source.get(table, ids);
    const before = await ends.target.get(table, ids);
    await putWithParents(ends.target, { table, rows: source, bring });
    const target = await ends.target.get(table, ids);
    comparisons[table].correct({ ids, before, source, target });
  };
  const changed = await allOf(
    tableNames.map(async (table) => ({ table, ids: await ends.source.changedSince(table, mark) })),
  );
  const total = changed.reduce((sum, { ids }) => sum + ids.length, 0);
  progress.start('catching up', { total, done: 0 });
  for (const { table, ids } of changed) {
    for (const some of chunks(ids, idsAtOnce)) {
      stop.throwIfAborted();
      await bring(table, some);
      progress.advance(table, some.length);
    }
  }
  progress.end();
  return total;
}
