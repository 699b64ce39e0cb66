import type { TableName } from '#domain/changes.ts';
import { tableNames } from '#models/columns.ts';
import type { Comparisons } from './compare.ts';
import type { Step } from './copy.ts';
import { allOf } from './ends.ts';

export type SideReport = { readonly count: number; readonly digest: string };

/** What the comparison of one table came to; ids are the first few of those meant. */
export type TableReport = {
  readonly table: TableName;
  readonly source: SideReport;
  readonly target: SideReport;
  /** Records that are missing in the target or other than in the source. */
  readonly differing: Named;
  /** Records of the target that the source does not have; fewer than none: the target holds less than was read. */
  readonly extra: Named;
  /** Records of a source that stands still which nobody has read. */
  readonly unread: number;
};

export type Named = { readonly count: number; readonly ids: readonly string[] };
export type Report = { readonly tables: readonly TableReport[]; readonly isSame: boolean };

const namedAtMost = 10;

type Circumstances = {
  /** Whether the target may hold other records as well. */
  readonly merge: boolean;
  /** Whether the source takes no writes, so that its count can be held against it. */
  readonly isStill: boolean;
};

/** Counts both ends once more and says what the comparisons came to. */
export async function reportOn(
  step: Step,
  comparisons: Comparisons,
  { merge, isStill }: Circumstances,
): Promise<Report> {
  const { source, target } = step.ends;
  const reports = tableNames.map(async (table): Promise<TableReport> => {
    const seen = comparisons[table];
    const differing = seen.differing();
    const extra = (await target.count(table)) - seen.target.count;
    return {
      table,
      source: { count: seen.source.count, digest: seen.source.digest() },
      target: { count: seen.target.count, digest: seen.target.digest() },
      differing: { count: differing.length, ids: differing.slice(0, namedAtMost) },
      extra: { count: extra, ids: extra > 0 && !merge ? await strangers(step, table) : [] },
      unread: isStill ? (await source.count(table)) - seen.source.count : 0,
    };
  });
  const tables = await allOf(reports);
  const isSame = tables.every(
    ({ differing, extra, unread }) =>
      differing.count === 0 && (merge ? extra.count >= 0 : extra.count === 0) && unread === 0,
  );
  return { tables, isSame };
}

/** The ids of the first records of the target that the source does not have. */
async function strangers({ ends, stop }: Step, table: TableName): Promise<string[]> {
  const strange: string[] = [];
  for await (const { rows } of ends.target.scan(table, null)) {
    stop.throwIfAborted();
    const ids = rows.map(({ id }) => id);
    const known = new Set((await ends.source.get(table, ids)).map(({ id }) => id));
    strange.push(...ids.filter((id) => !known.has(id)));
    if (strange.length >= namedAtMost) break;
  }
  return strange.slice(0, namedAtMost);
}
