import type { Firestore, Settings, Timestamp } from 'firebase-admin/firestore';
import type { ServiceAccount } from '#libs/ServiceAccount.ts';

export type FirestoreOptions = {
  readonly projectId: string;
  readonly databaseId?: string;
  /** Null where nothing asks for one, which is the emulator. */
  readonly serviceAccount?: ServiceAccount | null;
  /** `host:port` of the emulator, or null for Google's own service. */
  readonly emulatorHost?: string | null;
};

/** The client and the one class of its package that writes need. */
export type Client = {
  readonly db: Firestore;
  readonly isEmulator: boolean;
  /** The opaque version of a record as the precondition of a write. */
  readonly timestampOf: (version: string) => Timestamp;
};

export type Connection = {
  client(): Promise<Client>;
  close(): Promise<void>;
};

/** Loads the package and opens the client when first asked: a page that needs no store waits for neither. */
export function createConnection(options: FirestoreOptions): Connection {
  let opened: Promise<Client> | undefined;
  return {
    client: () => {
      opened ??= open(options);
      return opened;
    },
    close: async () => {
      const client = await opened;
      opened = undefined;
      await client?.db.terminate();
    },
  };
}

async function open(options: FirestoreOptions): Promise<Client> {
  const { Firestore, Timestamp } = await import('firebase-admin/firestore');
  return {
    db: new Firestore(settingsOf(options)),
    isEmulator: Boolean(options.emulatorHost),
    timestampOf: (version) => {
      const [seconds, nanoseconds] = version.split('.').map(Number);
      return new Timestamp(seconds || 0, nanoseconds || 0);
    },
  };
}

function settingsOf(options: FirestoreOptions): Settings {
  const { projectId, databaseId = '(default)', serviceAccount, emulatorHost } = options;
  // Named, because the library asks Google's metadata server for it otherwise: a wait and a warning on a laptop.
  const common = { projectId, databaseId, universeDomain: 'googleapis.com' };
  // The emulator takes this word for the owner's: https://firebase.google.com/docs/emulator-suite/connect_firestore
  if (emulatorHost) {
    return { ...common, host: emulatorHost, ssl: false, customHeaders: { Authorization: 'Bearer owner' } };
  }
  if (!serviceAccount) return common;
  const { clientEmail: client_email, privateKey: private_key } = serviceAccount;
  return { ...common, credentials: { client_email, private_key } };
}
