import { createFirestoreStore } from '#libs/store/firestore/firestore-store.ts';
import { createPostgresStore } from '#libs/store/postgres/postgres-store.ts';
import type { Store } from '#libs/store/store.ts';

/** Where records are kept, in words that another process understands as well. */
export type StorePlace =
  | { readonly kind: 'Postgres'; readonly url: string }
  | { readonly kind: 'Firestore'; readonly host: string; readonly projectId: string };

/** Opens the store at a place, as often as one likes. */
export function openStoreAt(place: StorePlace, { poolSize = 5 } = {}): Store {
  if (place.kind === 'Postgres') return createPostgresStore({ url: place.url, poolSize });
  return createFirestoreStore({ projectId: place.projectId, emulatorHost: place.host, deadlineMs: 10_000 });
}

/** The variables that lead a shop there. */
export function environmentOf(place: StorePlace): Record<string, string> {
  if (place.kind === 'Postgres') return { DATABASE_URL: place.url };
  return {
    DATABASE_STORAGE_TARGET: 'firestore',
    FIREBASE_PROJECT_ID: place.projectId,
    FIRESTORE_EMULATOR_HOST: place.host,
  };
}
