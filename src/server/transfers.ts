import type { StoreAccess } from '#libs/Env.ts';
import { createFirestoreTransfer } from '#libs/store/firestore/firestore-transfer.ts';
import { createPostgresTransfer } from '#libs/store/postgres/postgres-transfer.ts';
import type { TransferStore } from '#libs/store/transfer.ts';

/** The databases records can be moved between, as DATABASE_STORAGE_TARGET names them. */
export const storeKinds = ['postgres', 'firestore'] as const;
export type StoreKind = (typeof storeKinds)[number];

const openers = {
  postgres: (env) => createPostgresTransfer({ url: env.DATABASE_URL ?? '', prepare: env.DATABASE_PREPARE }),
  firestore: (env) => {
    const serviceAccount = env.FIREBASE_SERVICE_ACCOUNT ?? null;
    return createFirestoreTransfer({
      projectId: serviceAccount?.projectId ?? env.FIREBASE_PROJECT_ID ?? '',
      serviceAccount,
      databaseId: env.FIRESTORE_DATABASE_ID,
      emulatorHost: env.FIRESTORE_EMULATOR_HOST ?? null,
    });
  },
} satisfies Record<StoreKind, (env: StoreAccess) => TransferStore>;

/** The side of a store that a move uses. Opens no connection by itself. */
export const openTransfer = (kind: StoreKind, env: StoreAccess): TransferStore => openers[kind](env);
