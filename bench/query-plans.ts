import type postgres from 'postgres';
import { overviewWindows, spansOf, type WindowName } from '#domain/overview.ts';
import type { Connections } from '#libs/store/postgres/connections.ts';
import { list } from '#libs/store/postgres/list.ts';
import { dueLogs } from '#libs/store/postgres/queues.ts';
import { stats } from '#libs/store/postgres/stats.ts';
import type { Store } from '#libs/store/store.ts';
import { countFigures } from '#services/count-figures.ts';
import { readWaiting } from '#services/read-signs.ts';
import { consoleQueries } from './console-queries.ts';

/** One question to the database, as the store words it. */
export type Asked = { readonly statement: string; readonly values: readonly (string | null)[] };

/** A node of a plan as `explain (analyze, format json)` tells it. */
type PlanNode = {
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
};

/** What a piece of work asks of a store that keeps every question and answers each with nothing. */
async function askedBy(work: (store: Store) => Promise<unknown>): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const run: Connections['run'] = async (statement, values) => {
    asked.push({ statement, values });
    return [];
  };
  const connections: Connections = { count: 1, run, close: async () => {} };
  const store: Pick<Store, 'list' | 'stats' | 'get' | 'dueLogs'> = {
    list: (table, query) => list(connections, table, { query }),
    stats: (table, query) => stats(connections, table, query),
    dueLogs: (query) => dueLogs(connections, query),
    // Records are got by their primary key.
    get: async () => [],
  };
  await work(store as Store);
  return asked;
}

/** Everything the lists of the console ask, by the name of the list. */
export const askedByLists = async (now: Date): Promise<ReadonlyMap<string, readonly Asked[]>> =>
  new Map(
    await Promise.all(
      consoleQueries(now).map(
        async ({ name, table, query }) =>
          [
            name,
            await askedBy((store) =>
              store.list(table, { ...query, limit: 50 } as Parameters<typeof store.list<typeof table>>[1]),
            ),
          ] as const,
      ),
    ),
  );

/** What the sweep asks of the log, and what a birth asks of it. */
export const askedByQueues = async (now: Date): Promise<ReadonlyMap<string, readonly Asked[]>> =>
  new Map([
    ['webhook_logs: due', await askedBy((store) => store.dueLogs({ now, limit: 50 }))],
    [
      'webhook_logs: awaiting a birth',
      await askedBy((store) => store.dueLogs({ now, limit: 50, tradeNos: ['pi_1', 'pi_2'] })),
    ],
  ]);

/** Everything the overview asks while nothing is added up, and what it asks of that needs a person. */
export async function askedByOverview(now: Date): Promise<ReadonlyMap<string, readonly Asked[]>> {
  const clock = { now: () => now };
  const asked = new Map([['what needs a person', await askedBy((store) => readWaiting({ store, clock }))]]);
  for (const window of Object.keys(overviewWindows) as WindowName[]) {
    const { period } = overviewWindows[window];
    for (const [name, span] of Object.entries(spansOf(window, now))) {
      const questions = await askedBy((store) => countFigures({ store, clock }, period, span));
      asked.set(`overview, ${window}, ${name}`, questions);
    }
  }
  return asked;
}

/** A share of a table that may be read in vain: days are looked through on purpose. */
const tolerated = 0.1;

/** The tables of which a question reads more rows in vain than it would with an index. The question is asked to find out. */
export async function tablesReadInVain(
  sql: postgres.Sql | postgres.TransactionSql,
  { statement, values }: Asked,
): Promise<readonly string[]> {
  const [row] = await sql.unsafe(`explain (analyze, format json) ${statement}`, [...values]);
  const [told] = (row?.['QUERY PLAN'] ?? []) as { Plan: PlanNode }[];
  if (!told) throw new TypeError('The database told no plan.');
  const inVain = nodesOf(told.Plan).flatMap((node) => {
    const rows = (node['Rows Removed by Filter'] ?? 0) * node['Actual Loops'];
    const table = node['Relation Name'];
    return table === undefined ? [] : [{ table, rows }];
  });
  const sizes = await sizesOf(sql);
  return inVain
    .filter(({ table, rows }) => rows > (sizes.get(table) ?? 0) * tolerated)
    .map(({ table }) => table);
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** How many rows every table holds, as it was counted when the database was analyzed. */
async function sizesOf(sql: postgres.Sql | postgres.TransactionSql): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.unsafe(
    `select relname, reltuples::float8 as size from pg_class where relkind = 'r'`,
  );
  return new Map(rows.map(({ relname, size }) => [String(relname), Number(size)]));
}
