import postgres from 'postgres';
import { createFirestoreStore, type FirestoreStoreOptions } from '#libs/store/firestore/firestore-store.ts';
import { createMemoryStore } from '#libs/store/memory/memory-store.ts';
import { createPostgresStore } from '#libs/store/postgres/postgres-store.ts';
import { tableNames } from '#models/columns.ts';
import { createTestDatabase } from '#tests/setup/database.ts';
import { createTestFirestore } from '#tests/setup/firestore.ts';
import type { OpenedStore } from './store-contract.ts';

/** A store in this process. */
export async function openMemoryStore(): Promise<OpenedStore> {
  let store = createMemoryStore();
  return {
    get store() {
      return store;
    },
    empty: async () => {
      store = createMemoryStore();
    },
    close: () => store.close(),
  };
}

/** A store on a database of its own. */
export async function openPostgresStore({ prepare = true } = {}): Promise<OpenedStore & { url: string }> {
  const database = await createTestDatabase();
  const store = createPostgresStore({ url: database.url, prepare });
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  return {
    store,
    url: database.url,
    empty: async () => {
      // Children first; quicker than TRUNCATE, which makes new files.
      for (const table of tableNames.toReversed()) await sql`delete from ${sql(table)}`;
    },
    close: async () => {
      await Promise.all([store.close(), sql.end()]);
      await database.drop();
    },
  };
}

/** A store in a Firestore project of its own; only where there is an emulator. */
export async function openFirestoreStore(
  options: Pick<FirestoreStoreOptions, 'deadlineMs' | 'now'> = {},
): Promise<OpenedStore & { host: string; projectId: string }> {
  const { host, projectId, empty, drop } = await createTestFirestore();
  const store = createFirestoreStore({ deadlineMs: 10_000, ...options, projectId, emulatorHost: host });
  return {
    store,
    host,
    projectId,
    empty,
    close: async () => {
      await store.close();
      await drop();
    },
  };
}
