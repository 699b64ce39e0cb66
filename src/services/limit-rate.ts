import { insert, update } from '#domain/changes.ts';
import { countOne, type Quota } from '#domain/rate-limit.ts';
import type { AppContext } from './app-context.ts';

/** Tries per count while others count the same; whoever loses them all is asking too often at once. */
const attempts = 6;

export type Counter = {
  /** What is counted, and by whom: never kept as it is. */
  readonly scope: string;
  readonly who: string;
  readonly quota: Quota;
};

/**
 * Counts one time more, in all processes together; false when the quota is used up, however many ask at once. Who is counted
 * is spread over 65,536 rows per scope, and a row that is full is only read. Throws StoreUnavailableError, and whoever must
 * not let anybody past then says no.
 */
export async function admit(app: AppContext, { scope, who, quota }: Counter): Promise<boolean> {
  const id = `${scope}:${app.pseudonym(`${scope}:${who}`)}`;
  for (let round = 0; round < attempts; round++) {
    const [known] = await app.store.get('rate_limits', [id]);
    const now = app.clock.now();
    const counted = countOne(known?.record ?? null, quota, now);
    if (counted === null) return false;
    const change = known
      ? update('rate_limits', known, counted)
      : insert('rate_limits', { id, ...counted, created_at: now });
    const result = await app.store.commit({ log: null, changes: [change] });
    if (result.kind === 'committed') return true;
  }
  return false;
}
