import type { Changes } from '#domain/changes.ts';
import type { WebhookStatus } from '#domain/webhook-log.ts';
import { sequence } from '#libs/store/sequence.ts';
import type { CommitResult } from '#libs/store/store.ts';
import { commitStatement, commitValues, shapeKey } from './commit-statement.ts';
import type { Connections } from './connections.ts';
import { classify } from './failures.ts';

/** More shapes than the code paths can make; a bound all the same, because every connection keeps each prepared. */
const shapesKept = 500;

/** Answers the function that commits over these connections. */
export function createCommit(connections: Connections): (changes: Changes) => Promise<CommitResult> {
  const statements = new Map<string, string>();
  const statementFor = (key: string, write: () => string): string => {
    const known = statements.get(key);
    if (known !== undefined) return known;
    const statement = write();
    if (statements.size >= shapesKept) statements.clear();
    statements.set(key, statement);
    return statement;
  };

  return async (changes) => {
    const commit = sequence(changes);
    if (!commit.log && commit.updates.length + commit.groups.length === 0) return { kind: 'committed' };
    const statement = statementFor(shapeKey(commit), () => commitStatement(commit));
    const values = commitValues(commit);
    try {
      const [answer] = await connections.run(statement, values);
      const seen = commit.log !== null && answer?.logged === false;
      return seen ? { kind: 'seen', status: answer.status as WebhookStatus | null } : { kind: 'committed' };
    } catch (error) {
      const failure = classify(error);
      if (failure.kind === 'conflict') return failure;
      throw failure.error;
    }
  };
}
