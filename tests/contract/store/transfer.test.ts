import { describe, inject } from 'vitest';
import {
  type OpenTransfer,
  openFirestoreTransfer,
  openMemoryTransfer,
  openPostgresTransfer,
} from './open-transfers.ts';
import { transferContract } from './transfer-contract.ts';

const stores: [string, OpenTransfer][] = [
  ['memory', () => openMemoryTransfer()],
  ['Postgres', () => openPostgresTransfer()],
  ['Postgres behind a transaction pooler', () => openPostgresTransfer({ prepare: false })],
];

describe.each(stores)('moving in and out of %s', (_, openTransfer) => transferContract(openTransfer));

describe.skipIf(inject('firestoreHost') === null)('moving in and out of Firestore', () =>
  transferContract(openFirestoreTransfer),
);
