import { StoreUnavailableError } from '#domain/errors.ts';
import { someFields } from '#libs/store/some-fields.ts';
import type { Store } from '#libs/store/store.ts';
import { type Call, withinDeadline } from './call.ts';
import { commit } from './commit.ts';
import { type Client, createConnection, type FirestoreOptions } from './connection.ts';
import { classify } from './failures.ts';
import { createFreezeCheck, readFreeze } from './freeze.ts';
import { list } from './list.ts';
import { get, load } from './load.ts';
import { type ProblemMemory, problem } from './problem.ts';
import { claim, dueLogs, settle } from './queues.ts';
import { stats } from './stats.ts';

export type FirestoreStoreOptions = FirestoreOptions & {
  /** How long any call may take in all, connecting included. */
  readonly deadlineMs?: number;
  /** Stamps settled messages. */
  readonly now?: () => Date;
};

/** The store in Firestore, over a client of its own that is loaded when first needed. */
export function createFirestoreStore(options: FirestoreStoreOptions): Store {
  const { deadlineMs = 2_500, now = () => new Date() } = options;
  const connection = createConnection(options, deadlineMs);
  const within = <R>(work: (client: Client, call: Call) => Promise<R>): Promise<R> => {
    const line = connection.line();
    const limit = { deadlineMs, onLate: line.giveUp };
    return available(withinDeadline(limit, (call) => line.use((client) => work(client, call))));
  };
  const memory: ProblemMemory = { hasEveryIndex: false };
  const frozen = createFreezeCheck({ read: () => connection.line().use(readFreeze) });
  const write = <R>(work: (client: Client, call: Call) => Promise<R>): Promise<R> =>
    within(async (client, call) => {
      await frozen();
      return work(client, call);
    });
  return {
    load: (keys) => within((client) => load(client, keys)),
    commit: (changes) => write((client, call) => commit(client, changes, call)),
    get: (table, ids) => within((client) => get(client, table, ids)),
    list: (table, query) => within((client) => list(client, table, { query })),
    listFields: (table, fields, query) =>
      within(async (client) => someFields(await list(client, table, { fields, query }), fields)),
    stats: (table, query) => within((client) => stats(client, table, query)),
    dueLogs: (query) => within((client) => dueLogs(client, query)),
    claim: (query) => write((client, call) => claim(client, query, call)),
    settle: (settlements) => write((client, call) => settle(client, settlements, { now: now(), call })),
    problem: () => within((client) => problem(client, memory)).catch(sentenceOf),
    close: connection.close,
  };
}

/** The answer, or StoreUnavailableError for everything that is not a mistake of ours. */
async function available<R>(answer: Promise<R>): Promise<R> {
  try {
    return await answer;
  } catch (error) {
    throw asThrown(error);
  }
}

function asThrown(error: unknown): unknown {
  const failure = classify(error);
  return 'error' in failure ? failure.error : new StoreUnavailableError('Others were in the way.');
}

function sentenceOf(error: unknown): string {
  if (error instanceof StoreUnavailableError) return error.message;
  throw error;
}
