import type { TableName } from '#domain/changes.ts';
import { tally } from '#libs/store/stats.ts';
import type { StatsQuery, StatsRow } from '#libs/store/store.ts';
import type { Client } from './connection.ts';
import { recordOf } from './documents.ts';
import { ask } from './questions.ts';

/** The database cannot group, so the window is read, the fields that matter alone: one read per record in it. */
export async function stats<T extends TableName>(
  client: Client,
  table: T,
  query: StatsQuery<T>,
): Promise<readonly StatsRow[]> {
  const { where = {}, from, until, by, sum, spread } = query;
  const numbers = [sum, spread].filter((field) => field !== undefined);
  const fields = [...new Set(['created_at', ...Object.keys(where), ...by, ...numbers])];
  const count = tally(table, query);
  const questions = ask(client, { table, from, before: until, by: 'created_at', direction: 'desc' });
  await Promise.all(
    questions.map(async (question) => {
      const { docs } = await question.select(...fields).get();
      for (const found of docs) count.add(recordOf(table, found.data()));
    }),
  );
  return count.rows();
}
