import type { Firestore, Settings, Timestamp } from 'firebase-admin/firestore';
import type { ServiceAccount } from '#libs/ServiceAccount.ts';
import { createPatience, type Patience } from './patience.ts';

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

/** One client, and the calls on it. */
export type Line = {
  /** Runs work on the client, which stays usable until the work is over. */
  use<R>(work: (client: Client) => Promise<R>): Promise<R>;
  /** After a call without an answer: the calls to come get another line, and this one ends with its last call. */
  giveUp(): void;
};

export type Connection = {
  line(): Line;
  client(): Promise<Client>;
  /** Waits for the calls under way, those that were given up included. */
  close(): Promise<void>;
};

/**
 * Loads the package and opens a client when first asked: a page that needs no store waits for neither. A question to
 * the server is given up after `patienceMs`; without it, after the minutes the library waits by itself.
 */
export function createConnection(options: FirestoreOptions, patienceMs?: number): Connection {
  let current: OpenLine | undefined;
  const ending = new Set<Promise<void>>();
  const line = (): OpenLine => {
    current ??= openLine(options, patienceMs === undefined ? null : createPatience(patienceMs));
    return current;
  };
  return {
    line() {
      const { client, use, close } = line();
      // A line on which the network drops everything would stay open for a quarter of an hour.
      const giveUp = () => {
        if (current?.client !== client) return;
        current = undefined;
        const end = close().catch(() => {});
        ending.add(end);
        void end.then(() => ending.delete(end));
      };
      return { use, giveUp };
    },
    client: () => line().client,
    async close() {
      const last = current;
      current = undefined;
      await Promise.all([last?.close(), ...ending]);
    },
  };
}

type OpenLine = Pick<Line, 'use'> & { readonly client: Promise<Client>; close(): Promise<void> };

function openLine(options: FirestoreOptions, patience: Patience | null): OpenLine {
  const client = open({ ...settingsOf(options), ...patience?.settings }, options);
  const calls = new Set<Promise<unknown>>();
  return {
    client,
    use(work) {
      const call = client.then(work);
      calls.add(call);
      const isOver = () => calls.delete(call);
      call.then(isOver, isOver);
      return call;
    },
    async close() {
      patience?.end();
      // A question to a client that has ended is a rejection nobody can catch.
      while (calls.size > 0) await Promise.allSettled(calls);
      await (await client).db.terminate();
    },
  };
}

async function open(settings: Settings, { emulatorHost }: FirestoreOptions): Promise<Client> {
  const { Firestore, Timestamp } = await import('firebase-admin/firestore');
  return {
    db: new Firestore(settings),
    isEmulator: Boolean(emulatorHost),
    timestampOf: (version) => {
      const [seconds, nanoseconds] = version.split('.').map(Number);
      return new Timestamp(seconds || 0, nanoseconds || 0);
    },
  };
}

function settingsOf(options: FirestoreOptions): Settings {
  const { projectId, databaseId = '(default)', serviceAccount, emulatorHost } = options;
  // Named, because the library asks Google's metadata server for it otherwise: a wait and a warning on a laptop.
  const named = { projectId, databaseId, universeDomain: 'googleapis.com' };
  // Without it, a read that is refused for want of quota is asked again in silence.
  const common = { ...named, gaxServerStreamingRetries: true };
  // The emulator takes this word for the owner's: https://firebase.google.com/docs/emulator-suite/connect_firestore
  if (emulatorHost) {
    return { ...common, host: emulatorHost, ssl: false, customHeaders: { Authorization: 'Bearer owner' } };
  }
  if (!serviceAccount) return common;
  const { clientEmail: client_email, privateKey: private_key } = serviceAccount;
  return { ...common, credentials: { client_email, private_key } };
}
