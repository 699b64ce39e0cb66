import type { Records, TableName } from '#domain/changes.ts';
import type { ListQuery } from '#libs/store/store.ts';
import type { AppContext } from '#services/app-context.ts';

const dayMs = 86_400_000;
const pageSize = 200;

type Looked<T extends TableName> = Pick<ListQuery<T>, 'where' | 'among' | 'containing'>;

/**
 * Every record of a table that matches, from the newest to the oldest, however many there are to look through: a window
 * of some days at a time, so that no single question takes a database longer than it has.
 */
export async function* lookThrough<T extends TableName>(
  { store, clock }: Pick<AppContext, 'store' | 'clock'>,
  table: T,
  { days, ...query }: Looked<T> & { readonly days: number },
): AsyncGenerator<Records[T]> {
  let until: Date | null = new Date(clock.now().getTime() + dayMs);
  while (until !== null) {
    const from: Date = new Date(until.getTime() - days * dayMs);
    let after: string | null = null;
    do {
      const page: { rows: readonly Records[T][]; next: string | null } = await store.list<T>(table, {
        ...query,
        from,
        until,
        after,
        limit: pageSize,
      });
      yield* page.rows;
      after = page.next;
    } while (after !== null);
    const [older] = (await store.list<T>(table, { until: from, limit: 1 })).rows;
    until = older ? new Date(older.created_at.getTime() + 1) : null;
  }
}

/** All the records of a list that is not long. */
export async function listAll<T extends TableName>(
  { store }: Pick<AppContext, 'store'>,
  table: T,
  query: Looked<T>,
): Promise<readonly Records[T][]> {
  const found: Records[T][] = [];
  let after: string | null = null;
  do {
    const page: { rows: readonly Records[T][]; next: string | null } = await store.list<T>(table, {
      ...query,
      after,
      limit: pageSize,
    });
    found.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return found;
}
