import { StoreUnavailableError } from '#domain/errors.ts';
import type { Store } from '#libs/store/store.ts';
import { createCommit } from './commit.ts';
import type { PostgresOptions } from './connections.ts';
import { createConnections } from './connections.ts';
import { classify } from './failures.ts';
import { list } from './list.ts';
import { get, load } from './load.ts';
import { problem } from './problem.ts';
import { claim, dueLogs, settle } from './queues.ts';
import { shareStatements } from './share-statements.ts';
import { stats } from './stats.ts';

/** The store in Postgres, over connections of its own that are opened when first needed. */
export function createPostgresStore(options: PostgresOptions): Store {
  const connections = createConnections(options);
  return {
    commit: shareStatements(createCommit(connections), connections.count),
    load: (keys) => available(load(connections, keys)),
    list: (table, query) => available(list(connections, table, { query })),
    listFields: (table, fields, query) => available(list(connections, table, { fields, query })),
    get: (table, ids) => available(get(connections, table, ids)),
    stats: (table, query) => available(stats(connections, table, query)),
    dueLogs: (query) => available(dueLogs(connections, query)),
    claim: (query) => available(claim(connections, query)),
    settle: (settlements) => available(settle(connections, settlements)),
    problem: () => problem(connections),
    close: connections.close,
  };
}

/** The answer, or StoreUnavailableError for everything that is not a mistake of ours. */
async function available<R>(answer: Promise<R>): Promise<R> {
  try {
    return await answer;
  } catch (error) {
    const failure = classify(error);
    throw failure.kind === 'conflict'
      ? new StoreUnavailableError(`Others were in the way: ${failure.guards.join(', ')}.`)
      : failure.error;
  }
}
