import type { Query } from 'firebase-admin/firestore';
import type { TableName } from '#domain/changes.ts';
import type { Client } from './connection.ts';
import { shards } from './documents.ts';
import { demandIndex } from './indexes.ts';

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

/** The same question to every shard. */
export function ask({ db, isEmulator }: Client, question: Question): Query[] {
  const { table, equal, from, before, upTo, by, direction } = question;
  // The emulator answers without any index; a real database refuses, and so do we.
  if (isEmulator) demandIndex(question);
  return shards.map((shard) => {
    let query = db.collection(table).where('_shard', '==', shard);
    const [only] = equal?.values ?? [];
    if (equal?.values.length === 1) query = query.where(equal.field, '==', only);
    else if (equal) query = query.where(equal.field, 'in', [...equal.values]);
    if (from) query = query.where(by, '>=', from);
    if (before) query = query.where(by, '<', before);
    if (upTo) query = query.where(by, '<=', upTo);
    return query.orderBy(by, direction).orderBy('id', direction);
  });
}
