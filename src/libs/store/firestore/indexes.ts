import type { TableName } from '#domain/changes.ts';
import { tableNames } from '#models/columns.ts';
import { claims } from './documents.ts';
import { missingIndex } from './failures.ts';

export type Direction = 'asc' | 'desc';

/** One question to an ordered index. It is asked once per shard, and the answers are merged. */
export type Question = {
  readonly table: TableName;
  /** At most one field with one of these values. */
  readonly equal?: { readonly field: string; readonly values: readonly unknown[] } | null;
  /** The ordering field lies in this window. */
  readonly from?: Date;
  readonly before?: Date;
  readonly upTo?: Date;
  /** The field the index is walked by; ids break ties, in the same direction. */
  readonly by: '_due_at' | 'created_at';
  readonly direction: Direction;
};

/** Fields whose values a list can be narrowed down by in the database; the rest is looked through record by record. */
export const listedBy: Readonly<Record<TableName, readonly string[]>> = {
  payment_orders: ['email', 'status', 'user_id', 'needs_attention', 'variant'],
  preorders: ['email', 'status'],
  stock_units: [],
  webhook_logs: ['status', 'order_id', 'event', 'provider', 'email'],
  payment_transactions: ['order_id', 'action_type'],
  refund_records: ['order_id', 'status'],
  outbox: ['status', 'order_id', 'topic', 'kind'],
  activity_logs: ['subject_id', 'action', 'actor', 'level'],
  rate_limits: [],
  incidents: ['status', 'rule'],
  rollups: ['source'],
  bookmarks: [],
};

type Field = { readonly fieldPath: string; readonly order: 'ASCENDING' | 'DESCENDING' };
export type Index = {
  readonly collectionGroup: string;
  readonly queryScope: string;
  readonly fields: readonly Field[];
};

/** The index a question walks, as it is deployed. */
function indexFor({
  table,
  equal,
  by,
  direction,
}: Omit<Question, 'equal'> & { equal?: { field: string } | null }): Index {
  const order = direction === 'asc' ? 'ASCENDING' : 'DESCENDING';
  const names = ['_shard', ...(equal ? [equal.field] : [])];
  return {
    collectionGroup: table,
    queryScope: 'COLLECTION',
    fields: [
      ...names.map((fieldPath): Field => ({ fieldPath, order: 'ASCENDING' })),
      { fieldPath: by, order },
      { fieldPath: 'id', order },
    ],
  };
}

/** Every index the store may ask for; `firestore.indexes.json` must say the same. */
export function everyIndex(): Index[] {
  const lists = tableNames.flatMap((table) =>
    [null, ...listedBy[table].map((field) => ({ field }))].map((equal) =>
      indexFor({ table, equal, by: 'created_at', direction: 'desc' }),
    ),
  );
  const queues = (['outbox', 'webhook_logs'] as const).map((table) =>
    indexFor({ table, by: '_due_at', direction: 'asc' }),
  );
  return [...lists, ...queues];
}

/** Fields asked for by themselves; every other field is kept out of the indexes it would get by itself. */
const askedAlone: readonly (readonly [TableName, string])[] = [
  ['payment_transactions', 'order_id'],
  ['refund_records', 'order_id'],
  ['webhook_logs', '_waits_for'],
];

/**
 * What `firestore.indexes.json` must say. No field is indexed by itself unless it is asked for: moments that only grow
 * would send every write to the same place, and bodies are too long. https://firebase.google.com/docs/firestore/query-data/index-overview
 */
export const everyOverride = () => [
  ...[...tableNames, claims].map((collectionGroup) => ({ collectionGroup, fieldPath: '*', indexes: [] })),
  ...askedAlone.map(([collectionGroup, fieldPath]) => ({
    ...{ collectionGroup, fieldPath },
    indexes: [{ order: 'ASCENDING', queryScope: 'COLLECTION' }],
  })),
  // What may be cleared away says from when: https://firebase.google.com/docs/firestore/ttl
  ...['webhook_logs', claims].map((collectionGroup) => ({
    ...{ collectionGroup, fieldPath: '_expires_at', ttl: true, indexes: [] },
  })),
];

const nameOf = ({ collectionGroup, fields }: Index): string =>
  `${collectionGroup}: ${fields.map(({ fieldPath, order }) => `${fieldPath} ${order}`).join(', ')}`;
const deployed = new Set(everyIndex().map(nameOf));

/** Throws StoreUnavailableError when no deployed index answers the question. */
export function demandIndex(question: Question): void {
  const name = nameOf(indexFor(question));
  if (!deployed.has(name)) throw missingIndex(name);
}
