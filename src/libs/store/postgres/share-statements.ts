import type { Changes, Insert } from '#domain/changes.ts';
import { StoreUnavailableError } from '#domain/errors.ts';
import { sequence } from '#libs/store/sequence.ts';
import type { CommitResult, Store } from '#libs/store/store.ts';
import { shapeKey } from './commit-statement.ts';

type Commit = Store['commit'];
type Fresh = Changes & { readonly log: Insert<'webhook_logs'> };
type Waiting = PromiseWithResolvers<CommitResult> & { readonly changes: Fresh; readonly shape: string };

/** Sizes are powers of two, so that there are few different statements to prepare. */
const mostTogether = 16;

/**
 * While every connection has a commit under way, commits of new events wait for a free one and then share its statement:
 * one transaction for several costs the database little more than for one. It is written as plain inserts, so whatever
 * stands in the way of one event stops them all, and each then goes by itself: every event stays all or nothing alone.
 */
export function shareStatements(commit: Commit, connectionCount: number): Commit {
  const line: Waiting[] = [];
  let underWay = 0;

  const occupying = async <R>(work: Promise<R>): Promise<R> => {
    underWay += 1;
    try {
      return await work;
    } catch (error) {
      // Whoever waits behind a database that does not answer has waited long enough.
      if (error instanceof StoreUnavailableError) for (const { reject } of line.splice(0)) reject(error);
      throw error;
    } finally {
      underWay -= 1;
      const batch = takeBatch(line);
      if (batch.length > 0) occupying(commitTogether(commit, batch)).catch(() => {});
    }
  };

  return (changes) => {
    if (underWay < connectionCount || !isFresh(changes)) return occupying(commit(changes));
    const waiting = { ...Promise.withResolvers<CommitResult>(), changes, shape: shapeKey(sequence(changes)) };
    line.push(waiting);
    return waiting.promise;
  };
}

const isFresh = (changes: Changes): changes is Fresh =>
  changes.log?.op === 'insert' && changes.changes.every(({ op }) => op !== 'update');

/** Takes those out of the line that look like its first one, as many as make a power of two. */
function takeBatch(line: Waiting[]): readonly Waiting[] {
  const alike = line.filter(({ shape }) => shape === line[0]?.shape).slice(0, mostTogether);
  const batch = alike.slice(0, 2 ** Math.floor(Math.log2(alike.length)));
  for (const taken of batch) line.splice(line.indexOf(taken), 1);
  return batch;
}

/** Answers everybody in the batch. Throws StoreUnavailableError, after telling them. */
async function commitTogether(commit: Commit, batch: readonly Waiting[]): Promise<void> {
  const alone = ({ changes, resolve, reject }: Waiting) => commit(changes).then(resolve, reject);
  const [first, ...others] = batch;
  if (first && others.length === 0) return alone(first);
  try {
    const rows = batch.flatMap(({ changes }) => [changes.log, ...changes.changes]);
    const result = await commit({ log: null, changes: rows });
    if (result.kind === 'committed') return batch.forEach(({ resolve }) => void resolve(result));
  } catch (error) {
    if (error instanceof StoreUnavailableError) {
      for (const { reject } of batch) reject(error);
      throw error;
    }
  }
  await Promise.all(batch.map(alone));
}
