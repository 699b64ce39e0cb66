import type { TableName } from '#domain/changes.ts';
import { tableNames } from '#models/columns.ts';
import type { Client } from './connection.ts';
import { classify } from './failures.ts';
import { readFreeze } from './freeze.ts';
import type { Question } from './indexes.ts';
import { listedBy } from './indexes.ts';
import { ask } from './questions.ts';

/** What was seen once and stays as it is. */
export type ProblemMemory = { hasEveryIndex: boolean };

/** Null when the database answers, takes writes and has every index the store asks for, else one sentence. */
export async function problem(client: Client, memory: ProblemMemory): Promise<string | null> {
  try {
    const reason = (await readFreeze(client))?.frozen_reason ?? null;
    if (reason !== null) return `Nothing is written for now: ${reason}`;
    if (memory.hasEveryIndex) return null;
    const queries = questions().flatMap((question) => ask(client, question).slice(0, 1));
    await Promise.all(queries.map((query) => query.limit(1).get()));
    memory.hasEveryIndex = true;
    return null;
  } catch (error) {
    const failure = classify(error);
    if (failure.kind === 'bug') throw failure.error;
    return 'error' in failure ? failure.error.message : 'Firestore is busy.';
  }
}

/** One question to every index. */
function questions(): Question[] {
  const lists = tableNames.flatMap((table: TableName) =>
    [null, ...listedBy[table]].map((field): Question => {
      const equal = field === null ? null : { field, values: ['none'] };
      return { table, equal, by: 'created_at', direction: 'desc' };
    }),
  );
  const queues = (['outbox', 'webhook_logs'] as const).map(
    (table): Question => ({ table, upTo: new Date(0), by: '_due_at', direction: 'asc' }),
  );
  return [...lists, ...queues];
}
