/** One database server for a run, with the durability settings a production server has. */
import * as fs from 'node:fs';
import path from 'node:path';
import postgres from 'postgres';
import { migrateDatabase } from '#libs/store/postgres/migrate.ts';
import { createDatabase, startPostgres } from '#scripts/postgres.ts';

export type Database = { readonly url: string; readonly count: (table: string) => () => Promise<number> };

export type Databases = {
  readonly version: string;
  /** A new, empty database. */
  empty(name: string): Promise<Database>;
  /** A new database with the product's schema. */
  migrated(name: string): Promise<Database>;
  /** A new database with the one table of the bare server. */
  withEvents(name: string): Promise<Database>;
  stop(): Promise<void>;
};

export async function openDatabases(folder: string): Promise<Databases> {
  // Root runs the server as somebody else, who has to be able to enter.
  fs.chmodSync(folder, 0o711);
  const settings = { max_connections: '200', shared_buffers: '256MB', max_wal_size: '4GB' };
  const server = await startPostgres({ dataDir: path.join(folder, 'postgres'), settings });
  const admin = postgres(server.url(), { max: 1 });
  const [found] = await admin`show server_version`;
  const counters: postgres.Sql[] = [admin];
  const empty = async (name: string): Promise<Database> => {
    const url = await createDatabase(server.url(), name);
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    counters.push(sql);
    const count = (table: string) => async () => {
      const [row] = await sql`select count(*)::int as rows from ${sql(table)}`;
      return Number(row?.rows);
    };
    return { url, count };
  };
  return {
    version: String(found?.server_version),
    empty,
    async migrated(name) {
      const database = await empty(name);
      await migrateDatabase(database.url);
      return database;
    },
    async withEvents(name) {
      const database = await empty(name);
      const sql = postgres(database.url, { max: 1 });
      await sql`create table events (
        id text primary key, type text not null, body text not null,
        received_at timestamptz not null default now())`;
      await sql.end();
      return database;
    },
    async stop() {
      await Promise.all(counters.map((sql) => sql.end()));
      await server.stop();
    },
  };
}
