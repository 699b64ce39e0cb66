import type { Records, TableName } from '#domain/changes.ts';
import type { Page, Store } from '#libs/store/store.ts';
import { tableNames } from '#models/columns.ts';

/** Every record of a table, newest first, page by page. */
export async function allOf<T extends TableName>(
  store: Store,
  table: T,
  pageSize = 1_000,
): Promise<Records[T][]> {
  const rows: Records[T][] = [];
  let after: string | null = null;
  do {
    const page: Page<Records[T]> = await store.list(table, { limit: pageSize, after });
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}

/** Everything that can be seen of a store. */
export async function everything(store: Store) {
  const tables = await Promise.all(tableNames.map(async (name) => [name, await allOf(store, name)] as const));
  return Object.fromEntries(tables);
}

/** How many records each table holds. */
export async function counts(store: Store): Promise<Record<string, number>> {
  const seen = await everything(store);
  return Object.fromEntries(Object.entries(seen).map(([name, rows]) => [name, rows.length]));
}
