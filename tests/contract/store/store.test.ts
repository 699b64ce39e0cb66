import { describe, inject } from 'vitest';
import { openFirestoreStore, openMemoryStore, openPostgresStore } from './open-stores.ts';
import type { OpenStore } from './store-contract.ts';
import { storeContract } from './store-contract.ts';

const stores: [string, OpenStore][] = [
  ['memory', openMemoryStore],
  ['Postgres', () => openPostgresStore()],
  ['Postgres behind a transaction pooler', () => openPostgresStore({ prepare: false })],
];

describe.each(stores)('%s store', (_, openStore) => storeContract(openStore));

describe.skipIf(inject('firestoreHost') === null)('Firestore store', () =>
  storeContract(() => openFirestoreStore()),
);
