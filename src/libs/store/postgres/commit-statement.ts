import type { Update } from '#domain/changes.ts';
import { encode } from '#libs/store/encoding.ts';
import type { Group, Sequenced, Written } from '#libs/store/sequence.ts';
import { columnOf, shapeOf, tableNames } from '#models/columns.ts';
import { createPlaceholders, type Placeholders, quoted, rowOf } from './statements.ts';

/** Commits with the same shape share one statement; only their values differ. */
export function shapeKey({ log, updates, groups }: Sequenced): string {
  const parts = [
    ...updates.map(({ table, set }) => `u:${table}:${setColumns(set).join()}`),
    ...groups.map(({ op, table, rows }) => `${op}:${table}:${rows.length}`),
  ];
  return `${log ? 'log' : ''}|${parts.join('|')}`;
}

const setColumns = (set: Update['set']): readonly string[] =>
  Object.entries(set)
    .filter(([, value]) => value !== undefined)
    .map(([column]) => column);

/** The values of a commit, in the sequence `commitStatement` numbers them. */
export function commitValues({ log, updates, groups }: Sequenced): (string | null)[] {
  const values: (string | null)[] = [];
  const addRow = ({ table, row }: Written) => {
    const record = row as Readonly<Record<string, unknown>>;
    for (const column of shapeOf(table).columns) values.push(encode(column, record[column.name]));
  };
  if (log) addRow(log);
  for (const { table, set, read } of updates) {
    const fields = set as Readonly<Record<string, unknown>>;
    for (const name of setColumns(set)) values.push(encode(columnOf(table, name), fields[name]));
    values.push(encode(columnOf(table, 'id'), read.record.id), read.version);
  }
  for (const { rows } of writtenDown(groups)) rows.forEach(addRow);
  return values;
}

/**
 * One statement for everything, so one round trip and all or nothing. Data-modifying CTEs share a snapshot; foreign keys
 * are checked when all of them are done. Everything else hangs on the log row having been inserted: an event that was
 * seen writes nothing, and the same statement tells its status. An update that misses its row calls `commit_guard`.
 */
export function commitStatement(commit: Sequenced): string {
  const placeholders = createPlaceholders();
  const parts: string[] = [];
  const answers: string[] = [];
  const onlyIfNew = commit.log ? 'exists (select from "log")' : 'true';
  if (commit.log) {
    const { columns } = shapeOf('webhook_logs');
    // No conflict target: the same Stripe event under another name is seen as well.
    parts.push(
      `"log" as (insert into "webhook_logs" (${columns.map(({ name }) => quoted(name)).join(', ')})
       values ${rowOf(columns, placeholders)} on conflict do nothing returning "id")`,
    );
    answers.push(`${onlyIfNew} as "logged"`, `${standingStatus()} as "status"`);
  }
  commit.updates.forEach((change, nth) => {
    parts.push(`"update_${nth}" as (${updateOf(change, placeholders)} and ${onlyIfNew} returning 1)`);
  });
  writtenDown(commit.groups).forEach((group, nth) => {
    parts.push(
      `"${group.op}_${nth}" as (${insertOf(group, placeholders)} where ${onlyIfNew}${ifAbsent(group)})`,
    );
  });
  answers.push(...guardsOf(commit, onlyIfNew));
  return `with ${parts.join(',\n')}\nselect ${answers.join(',\n') || '1'}`;
}

/** Postgres runs the parts nobody reads from the last to the first. */
const writtenDown = (groups: readonly Group[]): readonly Group[] => groups.toReversed();

const ifAbsent = ({ op }: Group): string => (op === 'ensure' ? ' on conflict do nothing' : '');

function insertOf({ table, rows }: Group, placeholders: Placeholders): string {
  const { columns } = shapeOf(table);
  const names = columns.map(({ name }) => quoted(name)).join(', ');
  const tuples = rows.map(() => rowOf(columns, placeholders)).join(', ');
  return `insert into ${quoted(table)} (${names}) select * from (values ${tuples}) as "fresh" (${names})`;
}

/**
 * The version is `xmin`, the transaction that wrote the row: it moves with every write, whoever makes it, and needs no
 * column. Postgres looks at it again after waiting for another writer, so of two updates one misses.
 */
function updateOf({ table, set }: Update, placeholders: Placeholders): string {
  const assignments = setColumns(set).map(
    (name) => `${quoted(name)} = ${placeholders.next(columnOf(table, name).sqlType)}`,
  );
  return `update ${quoted(table)} set ${assignments.join(', ') || '"id" = "id"'}
    where "id" = ${placeholders.next('text')} and xmin = ${placeholders.next('text')}::xid`;
}

/** The status of the row that stands in the way; looked up only when one does. */
function standingStatus(): string {
  const position = (name: string) =>
    `$${shapeOf('webhook_logs').columns.findIndex((column) => column.name === name) + 1}::text`;
  return `case when not exists (select from "log") then coalesce(
      (select "status" from "webhook_logs" where "provider" = ${position('provider')} and "event_id" = ${position('event_id')}),
      (select "status" from "webhook_logs" where "stripe_event_id" = ${position('stripe_event_id')})) end`;
}

function guardsOf({ updates }: Sequenced, onlyIfNew: string): string[] {
  const touched = tableNames.filter((table) => updates.some((change) => change.table === table));
  return touched.map((table) => {
    const mine = updates.flatMap((change, nth) => (change.table === table ? [nth] : []));
    const found = mine.map((nth) => `(select count(*) from "update_${nth}")`).join(' + ');
    return `commit_guard('version:${table}', case when ${onlyIfNew} then ${mine.length} else 0 end, ${found}) as "guard_${table}"`;
  });
}
