import { setTimeout as wait } from 'node:timers/promises';
import type { Query, QueryDocumentSnapshot, Timestamp } from 'firebase-admin/firestore';
import type { TableName } from '#domain/changes.ts';
import { StoreUnavailableError } from '#domain/errors.ts';
import { TakenError, type TransferPage, type TransferRow, type TransferStore } from '#libs/store/transfer.ts';
import { withinDeadline } from './call.ts';
import { type Client, createConnection, type FirestoreOptions } from './connection.ts';
import { keyOf, placeOf } from './documents.ts';
import { classify } from './failures.ts';
import { freezeSettlesMs, readFreeze, statePath } from './freeze.ts';
import { problem } from './problem.ts';
import { rowOfDocument } from './transfer-fields.ts';
import { put } from './transfer-put.ts';

const pageSize = 300;
/** One question runs for some seconds only, and one that is broken off costs little. */
const questionSize = 50_000;

/** Milliseconds until no answer counts as none. The library itself would ask again for ever. */
const patience = {
  /** One question over the line; what it has answered by then is kept. */
  question: 60_000,
  /** About one small document. */
  small: 30_000,
  /** About some hundred records, or for the next page of many. */
  page: 180_000,
  /** An emulator reads all it counts. */
  count: 600_000,
};

/** Moves records in and out of Firestore, over a client of its own that is loaded when first needed. */
export function createFirestoreTransfer(options: FirestoreOptions): TransferStore {
  const connection = createConnection(options, patience.question);
  const ask = async <R>(deadlineMs: number, work: (client: Client) => Promise<R>): Promise<R> => {
    const line = connection.line();
    try {
      return await withinDeadline({ deadlineMs, onLate: line.giveUp }, () => line.use(work));
    } catch (error) {
      throw asThrown(error);
    }
  };
  const declare = (reason: string | null, at: Date | null) =>
    ask(patience.small, ({ db }) => db.doc(statePath).set({ frozen_reason: reason, frozen_at: at }));
  const frozen = async () => {
    const state = await ask(patience.small, readFreeze);
    return state?.frozen_reason == null
      ? null
      : { reason: state.frozen_reason, since: state.frozen_at ?? new Date(0) };
  };
  return {
    name: `firestore:${options.projectId}/${options.databaseId ?? '(default)'}${options.emulatorHost ? ' (emulator)' : ''}`,
    async *scan(table, after) {
      try {
        yield* pages(await connection.client(), table, after);
      } catch (error) {
        throw asThrown(error);
      }
    },
    get: (table, ids) => ask(patience.page, (client) => get(client, table, ids)),
    mark: () => ask(patience.small, async ({ db }) => exact((await db.doc(statePath).get()).readTime)),
    changedSince: async (table, mark) => {
      try {
        return await changedSince(await connection.client(), table, mark);
      } catch (error) {
        throw asThrown(error);
      }
    },
    put: (table, rows) => ask(patience.page, (client) => put(client, table, rows)),
    count: (table) =>
      ask(patience.count, async ({ db }) => (await db.collection(table).count().get()).data().count),
    freeze: async (reason) => {
      await declare(reason, (await frozen())?.since ?? new Date());
      await wait(freezeSettlesMs);
    },
    thaw: async () => {
      await declare(null, null);
    },
    frozen,
    problem: () => ask(patience.page, (client) => problem(client, { hasEveryIndex: false })),
    close: connection.close,
  };
}

/** The names of documents are in every database's index, and none of the records' fields has to be. */
async function* pages({ db }: Client, table: TableName, after: string | null): AsyncGenerator<TransferPage> {
  for (let last = after; ; ) {
    let met = 0;
    let rows: TransferRow[] = [];
    for await (const found of documents(behind(db.collection(table).orderBy('__name__'), last))) {
      met += 1;
      last = found.id;
      rows.push(rowOfDocument(table, found.data()));
      if (rows.length < pageSize) continue;
      yield { rows, next: last };
      rows = [];
    }
    if (rows.length > 0 && last !== null) yield { rows, next: last };
    if (met < questionSize) return;
  }
}

const behind = (query: Query, last: string | null): Query =>
  (last === null ? query : query.startAfter(last)).limit(questionSize);

/** The documents as they come in. Throws StoreUnavailableError when none comes in for long. */
async function* documents(query: Query): AsyncGenerator<QueryDocumentSnapshot> {
  const coming = (query.stream() as AsyncIterable<QueryDocumentSnapshot>)[Symbol.asyncIterator]();
  const limit = { deadlineMs: patience.page, onLate: () => {} };
  try {
    for (;;) {
      const next = await withinDeadline(limit, () => coming.next());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not awaited: a stream that has gone silent may be silent about its end as well.
    void coming.return?.();
  }
}

async function get({ db }: Client, table: TableName, ids: readonly string[]): Promise<TransferRow[]> {
  const places = ids.flatMap((id) => placeOf(table, keyOf(table, ['id']), [id]) ?? []);
  const own = (path: string): boolean => path.startsWith(`${table}/`);
  const claims = places.filter(({ path }) => !own(path));
  const claimed = claims.length === 0 ? [] : await db.getAll(...claims.map(({ path }) => db.doc(path)));
  const paths = [
    ...places.map(({ path }) => path).filter(own),
    ...claimed.flatMap((claim) => (claim.exists ? [String(claim.get('owner'))] : [])),
  ];
  const found = paths.length === 0 ? [] : await db.getAll(...paths.map((path) => db.doc(path)));
  return found.flatMap((document) => (document.exists ? [rowOfDocument(table, document.data() ?? {})] : []));
}

/** The database remembers of every document when it was last written, whatever its fields say; it cannot be asked by that. */
async function changedSince({ db }: Client, table: TableName, mark: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const found of documents(db.collection(table).orderBy('__name__').select('id'))) {
    if (exact(found.updateTime) > mark) ids.push(String(found.get('id')));
  }
  return ids;
}

/** A moment as text that sorts like the moment. */
const exact = ({ seconds, nanoseconds }: Timestamp): string =>
  `${String(seconds).padStart(12, '0')}.${String(nanoseconds).padStart(9, '0')}`;

function asThrown(error: unknown): unknown {
  if (error instanceof TakenError || error instanceof RangeError) return error;
  const failure = classify(error);
  return 'error' in failure ? failure.error : new StoreUnavailableError('Others were in the way.');
}
