import type { Change } from '#domain/changes.ts';
import { StoreConflictError } from '#domain/errors.ts';
import type { AppContext } from './app-context.ts';

/** What is to be written, which may be nothing, and what to answer once it is. */
export type Decided<R> = { readonly changes: readonly Change[]; readonly answer: R };

/** Decisions before it gives way to whoever else changes the same records. */
const attempts = 5;

/**
 * Commits what is decided on the records as they stand, and decides anew while somebody was quicker. Throws
 * StoreUnavailableError, and StoreConflictError when others are always quicker.
 */
export async function insist<R>(
  { store }: Pick<AppContext, 'store'>,
  decide: () => Promise<Decided<R>>,
): Promise<R> {
  let guards: readonly string[] = [];
  for (let round = 0; round < attempts; round++) {
    const { changes, answer } = await decide();
    if (changes.length === 0) return answer;
    const result = await store.commit({ log: null, changes });
    if (result.kind === 'committed') return answer;
    guards = result.kind === 'conflict' ? result.guards : ['seen'];
  }
  throw new StoreConflictError(guards);
}
