import postgres from 'postgres';
import { createFirestoreStore } from '#libs/store/firestore/firestore-store.ts';
import { createFirestoreTransfer } from '#libs/store/firestore/firestore-transfer.ts';
import { createMemoryHome } from '#libs/store/memory/memory-home.ts';
import { createMemoryStore } from '#libs/store/memory/memory-store.ts';
import { createMemoryTransfer } from '#libs/store/memory/memory-transfer.ts';
import { createPostgresStore } from '#libs/store/postgres/postgres-store.ts';
import { createPostgresTransfer } from '#libs/store/postgres/postgres-transfer.ts';
import type { Store } from '#libs/store/store.ts';
import type { TransferStore } from '#libs/store/transfer.ts';
import { tableNames } from '#models/columns.ts';
import { createTestDatabase } from '#tests/setup/database.ts';
import { createTestFirestore } from '#tests/setup/firestore.ts';

/** A database with both of its sides: the one for the shop and the one for a move. */
export type OpenedTransfer = {
  readonly store: Store;
  readonly transfer: TransferStore;
  /** The variables by which a command finds it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Takes every record and every freeze away. */
  empty(): Promise<void>;
  close(): Promise<void>;
};
export type OpenTransfer = () => Promise<OpenedTransfer>;

export async function openMemoryTransfer({ name = 'memory' } = {}): Promise<OpenedTransfer> {
  let home = createMemoryHome();
  const open = () => ({
    store: createMemoryStore({ home }),
    transfer: createMemoryTransfer({ home, name, pageSize: 2 }),
  });
  let sides = open();
  return {
    get store() {
      return sides.store;
    },
    get transfer() {
      return sides.transfer;
    },
    variables: {},
    empty: async () => {
      home = createMemoryHome();
      sides = open();
    },
    close: async () => {},
  };
}

export async function openPostgresTransfer({ prepare = true } = {}): Promise<OpenedTransfer> {
  const database = await createTestDatabase();
  const store = createPostgresStore({ url: database.url, prepare });
  const transfer = createPostgresTransfer({ url: database.url, prepare });
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  return {
    store,
    transfer,
    variables: { DATABASE_URL: database.url },
    empty: async () => {
      await transfer.thaw();
      for (const table of tableNames.toReversed()) await sql`delete from ${sql(table)}`;
    },
    close: async () => {
      await Promise.all([store.close(), transfer.close(), sql.end()]);
      await database.drop();
    },
  };
}

/** Only where there is an emulator. */
export async function openFirestoreTransfer(): Promise<OpenedTransfer> {
  const { host, projectId, empty, drop } = await createTestFirestore();
  const store = createFirestoreStore({ projectId, emulatorHost: host, deadlineMs: 10_000 });
  const transfer = createFirestoreTransfer({ projectId, emulatorHost: host });
  return {
    store,
    transfer,
    variables: { FIREBASE_PROJECT_ID: projectId, FIRESTORE_EMULATOR_HOST: host },
    empty,
    close: async () => {
      await Promise.all([store.close(), transfer.close()]);
      await drop();
    },
  };
}
