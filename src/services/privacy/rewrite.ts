import { type Change, type Records, type TableName, update, type Versioned } from '#domain/changes.ts';
import type { AppContext } from '#services/app-context.ts';
import { insist } from '#services/insist.ts';

/** Records per commit: few enough for a store that limits how large one may be. */
const batchSize = 20;

type Set<T extends TableName> = Partial<Omit<Records[T], 'id'>>;

/**
 * Changes records as they stand now, some at a time; null leaves one alone. Safe to repeat and to break off. Answers how
 * many were changed. Throws StoreConflictError when others are always quicker.
 */
export async function rewrite<T extends TableName>(
  app: AppContext,
  { table, ids }: { readonly table: T; readonly ids: readonly string[] },
  changeOf: (record: Records[T]) => Set<T> | null,
): Promise<number> {
  let changed = 0;
  for (let from = 0; from < ids.length; from += batchSize) {
    const batch = ids.slice(from, from + batchSize);
    changed += await insist(app, async () => {
      const read = await app.store.get(table, batch);
      const changes = read.flatMap((each: Versioned<Records[T]>): Change[] => {
        const set = changeOf(each.record);
        return set === null ? [] : [update(table, each, set) as Change];
      });
      return { changes, answer: changes.length };
    });
  }
  return changed;
}
