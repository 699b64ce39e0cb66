import type { DocumentSnapshot, Transaction as Reading } from 'firebase-admin/firestore';
import type { Records, TableName, Versioned } from '#domain/changes.ts';
import { cleanText } from '#libs/store/encoding.ts';
import { byTimeThenId } from '#libs/store/sorting.ts';
import type { Known, LoadKeys } from '#libs/store/store.ts';
import type { Client } from './connection.ts';
import { keyOf, placeOf, recordOf } from './documents.ts';
import { versionOf } from './look.ts';

/**
 * Two round trips at most: the names first, then what they lead to, both as of one moment. Decisions lean on order and
 * ledger belonging together, so neither may be newer than the other.
 */
export async function load(client: Client, { event, order }: LoadKeys): Promise<Known> {
  const { db } = client;
  const log = pathOf('webhook_logs', ['provider', 'event_id'], [event?.provider, event?.eventId]);
  const names = [
    pathOf('payment_orders', ['payment_method', 'session_id'], [order?.method, order?.sessionId]),
    pathOf('payment_orders', ['payment_method', 'trade_no'], [order?.method, order?.tradeNo]),
    pathOf('payment_orders', ['order_no'], [order?.orderNo]),
  ];
  const wanted = [log, ...names].filter((path) => path !== null);
  if (wanted.length === 0) return nothing;
  const found = await db.getAll(...wanted.map((path) => db.doc(path)));
  const at = (path: string | null) => found.find(({ ref }) => ref.path === path);
  const owner = names.map((path) => at(path)?.data()).find((claim) => claim !== undefined);
  const known = { ...nothing, log: versioned('webhook_logs', at(log)) };
  if (!owner) return known;
  const readTime = found[0]?.readTime;
  const asOf = { readOnly: true, ...(readTime ? { readTime } : {}) } as const;
  const { owner: path, id } = owner as { owner: string; id: string };
  return {
    ...known,
    ...(await db.runTransaction((reading) => orderAt(client, reading, { path, id }), asOf)),
  };
}

const nothing: Known = { log: null, order: null, transactions: [], preorder: null, refunds: [] };

export async function get<T extends TableName>(
  { db }: Client,
  table: T,
  ids: readonly string[],
): Promise<readonly Versioned<Records[T]>[]> {
  const paths = [...new Set(ids)].flatMap((id) => pathOf(table, ['id'], [id]) ?? []);
  if (paths.length === 0) return [];
  const found = await db.getAll(...paths.map((path) => db.doc(path)));
  const owners = found.flatMap((document) => (document.get('owner') as string | undefined) ?? []);
  const owned = owners.length === 0 ? found : await db.getAll(...owners.map((owner) => db.doc(owner)));
  return owned.flatMap((document) => versioned(table, document) ?? []);
}

async function orderAt(
  { db }: Client,
  reading: Reading,
  owner: { readonly path: string; readonly id: string },
): Promise<Omit<Known, 'log'>> {
  const preorderPath = pathOf('preorders', ['order_id'], [owner.id]) ?? '';
  const ofOrder = (table: TableName) => reading.get(db.collection(table).where('order_id', '==', owner.id));
  const [[order, preorder], transactions, refunds] = await Promise.all([
    reading.getAll(db.doc(owner.path), db.doc(preorderPath)),
    ofOrder('payment_transactions'),
    ofOrder('refund_records'),
  ]);
  const ledger = transactions.docs.map((found) => recordOf('payment_transactions', found.data()));
  return {
    order: versioned('payment_orders', order),
    preorder: versioned('preorders', preorder),
    transactions: ledger.sort(byTimeThenId),
    refunds: refunds.docs
      .flatMap((found) => versioned('refund_records', found) ?? [])
      .sort((a, b) => byTimeThenId(a.record, b.record)),
  };
}

function pathOf(table: TableName, columns: readonly string[], values: readonly unknown[]): string | null {
  const cleaned = values.map((value) => (typeof value === 'string' ? cleanText(value) : value));
  return placeOf(table, keyOf(table, columns), cleaned)?.path ?? null;
}

function versioned<T extends TableName>(
  table: T,
  document: DocumentSnapshot | undefined,
): Versioned<Records[T]> | null {
  const fields = document?.data();
  return document && fields ? { record: recordOf(table, fields), version: versionOf(document) } : null;
}
