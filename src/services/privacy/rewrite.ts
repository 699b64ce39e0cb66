import { type Change, type Records, type TableName, update, type Versioned } from '#domain/changes.ts';
import { StoreConflictError } from '#domain/errors.ts';
import type { AppContext } from '#services/app-context.ts';

const attempts = 5;
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
      return read.flatMap((each: Versioned<Records[T]>): Change[] => {
        const set = changeOf(each.record);
        return set === null ? [] : [update(table, each, set) as Change];
      });
    });
  }
  return changed;
}

/** Commits what is decided on the records as they stand, and again while somebody was quicker. Answers how many changes those were. */
export async function insist(app: AppContext, decide: () => Promise<readonly Change[]>): Promise<number> {
  let guards: readonly string[] = [];
  for (let round = 0; round < attempts; round++) {
    const changes = await decide();
    if (changes.length === 0) return 0;
    const result = await app.store.commit({ log: null, changes });
    if (result.kind === 'committed') return changes.length;
    guards = result.kind === 'conflict' ? result.guards : ['seen'];
  }
  throw new StoreConflictError(guards);
}
