import type postgres from 'postgres';
import type { TableName } from '#domain/changes.ts';
import type { Connections } from '#libs/store/postgres/connections.ts';
import { list } from '#libs/store/postgres/list.ts';
import type { ListQuery } from '#libs/store/store.ts';

/** A node of a plan as `explain (format json)` tells it. */
export type PlanNode = {
  readonly 'Node Type': string;
  readonly 'Plan Rows': number;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly PlanNode[];
};

/** How the database would answer a list. */
export async function planOf<T extends TableName>(
  sql: postgres.Sql,
  table: T,
  query: ListQuery<T>,
): Promise<PlanNode> {
  let plan: PlanNode | undefined;
  const explaining = {
    run: async (statement: string, values: (string | null)[]) => {
      const [row] = await sql.unsafe(`explain (format json) ${statement}`, values);
      const [told] = (row?.['QUERY PLAN'] ?? []) as { Plan?: PlanNode }[];
      plan = told?.Plan;
      return [];
    },
  };
  await list(explaining as unknown as Connections, table, { query });
  if (!plan) throw new TypeError('The list asked nothing.');
  return plan;
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** Reading so many at once costs less than finding them. */
const fewRows = 1_000;

/** Tables a plan reads from the first row to the last. */
export const scannedWhole = (plan: PlanNode): string[] =>
  nodesOf(plan).flatMap((node) =>
    node['Node Type'] === 'Seq Scan' && node['Plan Rows'] > fewRows ? (node['Relation Name'] ?? []) : [],
  );
