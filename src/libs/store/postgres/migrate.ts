import path from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
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
    await migrate(drizzle(sql), { migrationsFolder });
    return (await appliedMigrations(sql)) - before;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function appliedMigrations(sql: postgres.Sql): Promise<number> {
  const [found] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as "table"`;
  if (!found?.table) return 0;
  const [row] = await sql`select count(*)::int as "count" from drizzle.__drizzle_migrations`;
  return Number(row?.count);
}

function explain(error: unknown): never {
  throw new StoreUnavailableError(error instanceof Error ? error.message : String(error), error);
}
