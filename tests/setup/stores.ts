/** The stores this machine has, each to be opened on an empty place of its own. Without an emulator, Firestore is none of them. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, inject } from 'vitest';
import type { Store } from '#libs/store/store.ts';
import { openFirestoreStore, openMemoryStore, openPostgresStore } from '#tests/contract/store/open-stores.ts';
import { birth } from '#tests/contract/store/records.ts';
import type { OpenStore } from '#tests/contract/store/store-contract.ts';
import { everythingSettled } from '#tests/test-context.ts';
import { createTestDatabase } from './database.ts';
import type { StorePlace } from './store-place.ts';

/** An empty database that other processes can open too. */
export type TestPlace = { readonly place: StorePlace; drop(): Promise<void> };
export type CreatePlace = () => Promise<TestPlace>;

export async function createPostgresPlace(): Promise<TestPlace> {
  const { url, drop } = await createTestDatabase();
  return { place: { kind: 'Postgres', url }, drop };
}

async function createFirestorePlace(): Promise<TestPlace> {
  const { host, projectId, close } = await openFirestore();
  return { place: { kind: 'Firestore', host, projectId }, drop: close };
}

/** Wakes up what would sleep until the first record is written, and then hold a test up: the client and the emulator. */
async function openFirestore() {
  const opened = await openFirestoreStore();
  await opened.store.commit(birth().changes);
  await opened.empty();
  return opened;
}

const hasFirestore = inject('firestoreHost') !== null;

/** What keeps its records outside the process that writes them. */
export const databases: readonly (readonly [StorePlace['kind'], CreatePlace])[] = [
  ['Postgres', createPostgresPlace],
  ...(hasFirestore ? [['Firestore', createFirestorePlace] as const] : []),
];

export type StoreName = 'memory' | StorePlace['kind'];

const stores: readonly (readonly [StoreName, OpenStore])[] = [
  ['memory', openMemoryStore],
  ['Postgres', () => openPostgresStore()],
  ...(hasFirestore ? [['Firestore', openFirestore] as const] : []),
];

export type Around = {
  readonly name: StoreName /** Takes every record away, once more. */;
  empty(): Promise<void>;
};

/** Defines the same tests on every store there is; each of them finds it empty, and ends when what it deferred is over. */
export function onEveryStore(define: (store: () => Store, around: Around) => void): void {
  describe.each(stores)('on %s,', (name, openStore) => {
    let opened: Awaited<ReturnType<OpenStore>>;
    beforeAll(async () => {
      opened = await openStore();
    });
    beforeEach(() => opened.empty());
    afterEach(everythingSettled);
    afterAll(() => opened?.close());
    define(() => opened.store, { name, empty: () => opened.empty() });
  });
}
