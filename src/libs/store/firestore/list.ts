import type { Query } from 'firebase-admin/firestore';
import type { Records, TableName } from '#domain/changes.ts';
import { microseconds, type Place, readCursor, writeCursor } from '#libs/store/cursor.ts';
import { encode } from '#libs/store/encoding.ts';
import { matching } from '#libs/store/matching.ts';
import { byTimeThenId } from '#libs/store/sorting.ts';
import type { ListQuery, Page } from '#libs/store/store.ts';
import { columnOf, shapeOf } from '#models/columns.ts';
import type { Client } from './connection.ts';
import { placeOf, recordOf } from './documents.ts';
import type { Row } from './fields.ts';
import { encodeField } from './fields.ts';
import type { Question } from './indexes.ts';
import { listedBy } from './indexes.ts';
import { ask } from './questions.ts';

/** How many values the database compares a field with at once: https://firebase.google.com/docs/firestore/query-data/queries#in_not-in_and_array-contains-any */
const mostValues = 30;
const largestPage = 300;

type Wanted<T extends TableName> = {
  /** What is sent of a record; every field where none is named. The others are null then. */
  readonly fields?: readonly string[];
  readonly query: ListQuery<T>;
};

/** A page of one table, newest first: one walk per shard, merged; what no index narrows down is looked through. */
export async function list<T extends TableName>(
  client: Client,
  table: T,
  { fields, query }: Wanted<T>,
): Promise<Page<Records[T]>> {
  const behind = query.after == null ? null : readCursor(table, query.after);
  const isWanted = matching(table, query);
  const wanted = query.limit + 1;
  const rows: Records[T][] = [];
  for await (const record of recordsOf(client, table, { query, behind, ...(fields ? { fields } : {}) })) {
    if (isWanted(record)) rows.push(record);
    if (rows.length === wanted) break;
  }
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  const more = rows.length > shown.length && last;
  return {
    rows: shown,
    next: more ? writeCursor(table, { at: microseconds(last.created_at), id: last.id }) : null,
  };
}

type Scope<T extends TableName> = Wanted<T> & { readonly behind: Place | null };

async function* recordsOf<T extends TableName>(
  client: Client,
  table: T,
  { fields, query, behind }: Scope<T>,
): AsyncGenerator<Records[T]> {
  const unique = uniquePath(table, query.where ?? {});
  if (unique) {
    const kept = (await client.db.doc(unique).get()).data();
    const record = kept && recordOf(table, await ownFields(client, kept));
    if (record && (behind === null || isBehind(record, behind))) yield record;
    return;
  }
  const equal = narrowing(table, query);
  if (equal?.values.length === 0) return;
  const { from, until: before } = query;
  const window = { ...(from ? { from } : {}), ...(before ? { before } : {}) };
  const asked = ask(client, { table, equal, ...window, by: 'created_at', direction: 'desc' });
  const queries = fields ? asked.map((each) => each.select(...sent(fields, query))) : asked;
  const pages = { behind, pageSize: Math.min(query.limit + 1, largestPage) };
  yield* merged(queries.map((each) => walk(table, each, pages)));
}

/** The fields that are wanted, and those by which the records are put in sequence and looked through. */
function sent<T extends TableName>(
  fields: readonly string[],
  { where, among, containing, atLeast }: ListQuery<T>,
): string[] {
  return ['id', 'created_at', ...fields, ...Object.keys({ ...where, ...among, ...containing, ...atLeast })];
}

/** Of a claim, the fields of the document it was made for. */
async function ownFields({ db }: Client, fields: Row): Promise<Row> {
  return typeof fields.owner === 'string' ? ((await db.doc(fields.owner).get()).data() ?? fields) : fields;
}

/** Where the one record stands that can have all these values, when they name one of its unique keys. */
function uniquePath(table: TableName, where: Row): string | null {
  for (const key of shapeOf(table).uniqueKeys) {
    const values = key.columns.map((name) => encode(columnOf(table, name), where[name]));
    const place = placeOf(table, key, values);
    if (place) return place.path;
  }
  return null;
}

/** The one equality that an index answers. */
function narrowing<T extends TableName>(
  table: T,
  { where = {}, among = {} }: ListQuery<T>,
): NonNullable<Question['equal']> | null {
  const wanted: Row = { ...among, ...where };
  for (const field of listedBy[table]) {
    const given = wanted[field];
    if (given === undefined) continue;
    const values = (Array.isArray(given) ? given : [given]).map((value) =>
      encodeField(columnOf(table, field), value),
    );
    const isAnswerable = values.every(
      (value) => typeof value === 'string' || (value === null && values.length === 1),
    );
    if (isAnswerable && values.length <= mostValues) return { field, values };
  }
  return null;
}

type Pages = { readonly behind: Place | null; readonly pageSize: number };

/** The records of one shard, newest first, fetched page by page as they are wanted. */
async function* walk<T extends TableName>(
  table: T,
  query: Query,
  { behind, pageSize }: Pages,
): AsyncGenerator<Records[T]> {
  let place: readonly [Date, string] | null = behind && [momentOf(behind), behind.id];
  for (;;) {
    const page = await (place ? query.startAfter(...place) : query).limit(pageSize).get();
    const records = page.docs.map((found) => recordOf(table, found.data()));
    yield* records;
    const last = records.at(-1);
    if (!last || records.length < pageSize) return;
    place = [last.created_at, last.id];
  }
}

const momentOf = ({ at }: Place): Date => new Date(`${at.slice(0, -4)}Z`);

const isBehind = (record: { readonly id: string; readonly created_at: Date }, behind: Place): boolean =>
  byTimeThenId(record, { id: behind.id, created_at: momentOf(behind) }) < 0;

/** Several walks as one, newest first. */
async function* merged<R extends { readonly id: string; readonly created_at: Date }>(
  walks: readonly AsyncGenerator<R>[],
): AsyncGenerator<R> {
  const heads = await Promise.all(walks.map((each) => each.next()));
  for (;;) {
    let newest = -1;
    for (const [nth, { done, value }] of heads.entries()) {
      const best = heads[newest];
      if (!done && (!best || best.done || byTimeThenId(value, best.value) > 0)) newest = nth;
    }
    const [head, following] = [heads[newest], walks[newest]];
    if (!head || head.done || !following) return;
    yield head.value;
    heads[newest] = await following.next();
  }
}
