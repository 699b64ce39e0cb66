import * as fs from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { StoreUnavailableError } from '#domain/errors.ts';
import { connectionUrl } from './connection-url.ts';

const migrationsFolder = path.resolve(import.meta.dirname, '../../../../migrations');
/** Any number, as long as it stays the same: whoever holds it is migrating. */
const lockNumber = 7_654_854_001;

/**
 * Applies the migrations a database lacks and answers how many there were. Safe to run twice and in parallel: one
 * connection, one lock, and whoever comes second finds nothing left to do. Needs a direct connection, because a
 * transaction pooler does not keep the lock. Throws StoreUnavailableError when the database cannot be reached.
 */
export async function migrateDatabase(url: string): Promise<number> {
  const sql = postgres(connectionUrl(url), {
    max: 1,
    connect_timeout: 10,
    fetch_types: false,
    onnotice: () => {},
  });
  try {
    await sql`select pg_advisory_lock(${lockNumber})`.catch(explain);
    const before = await appliedMigrations(sql);
    if (before.newest === newestMigration()) return 0;
    await apply(sql);
    return (await appliedMigrations(sql)).count - before.count;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** Loaded only when there is something to apply: most starts of a shop find nothing, and the library is slow to load. */
async function apply(sql: postgres.Sql): Promise<void> {
  const [{ drizzle }, { migrate }] = await Promise.all([
    import('drizzle-orm/postgres-js'),
    import('drizzle-orm/postgres-js/migrator'),
  ]);
  await migrate(drizzle(sql), { migrationsFolder });
}

type Applied = { readonly count: number; readonly newest: number | null };

async function appliedMigrations(sql: postgres.Sql): Promise<Applied> {
  const [found] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as "table"`;
  if (!found?.table) return { count: 0, newest: null };
  const [row] = await sql`
    select count(*)::int as "count", max(created_at)::float8 as "newest" from drizzle.__drizzle_migrations`;
  return { count: Number(row?.count), newest: row?.newest ?? null };
}

/** When the youngest migration of this checkout was made: the number by which an applied one is known. */
function newestMigration(): number | undefined {
  const journal = fs.readFileSync(path.join(migrationsFolder, 'meta', '_journal.json'), 'utf8');
  const { entries } = JSON.parse(journal) as { entries: { when: number }[] };
  return entries.at(-1)?.when;
}

function explain(error: unknown): never {
  throw new StoreUnavailableError(error instanceof Error ? error.message : String(error), error);
}
