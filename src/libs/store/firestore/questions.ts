import type { Query } from 'firebase-admin/firestore';
import type { Client } from './connection.ts';
import { shards } from './documents.ts';
import { demandIndex, type Question } from './indexes.ts';

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
