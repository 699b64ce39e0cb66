import type { Records, TableName } from '#domain/changes.ts';
import { createFirestoreStore } from '#libs/store/firestore/firestore-store.ts';
import { createPostgresStore } from '#libs/store/postgres/postgres-store.ts';
import type { Store } from '#libs/store/store.ts';
import type { Product } from '#scripts/product.ts';
import type { Evidence } from './reconcile.ts';
import type { SandboxControl } from './sandbox-control.ts';
import type { Visited } from './shopper.ts';

const deadlineMs = 20_000;

/** Opens what the product keeps its records in, beside the shop that writes there. Throws where it is not embedded. */
export function openRecords({ databaseUrl, firestore }: Product): Store {
  if (firestore) {
    const { projectId, host: emulatorHost } = firestore;
    return createFirestoreStore({ projectId, emulatorHost, deadlineMs });
  }
  if (databaseUrl) return createPostgresStore({ url: databaseUrl, poolSize: 2, deadlineMs });
  throw new Error('The soak needs an embedded database; unset what configures another one.');
}

/** Reads everything the reconciliation compares. */
export async function gather(
  store: Store,
  sandbox: SandboxControl,
  visited: readonly Visited[],
): Promise<Evidence> {
  return {
    visited,
    sessions: await sandbox.sessions(),
    deliveries: await sandbox.deliveries(),
    recorded: await sandbox.recorded(),
    mails: await sandbox.mails(),
    orders: await everyRow(store, 'payment_orders'),
    transactions: await everyRow(store, 'payment_transactions'),
    preorders: await everyRow(store, 'preorders'),
    outbox: await everyRow(store, 'outbox'),
    logs: await everyRow(store, 'webhook_logs'),
  };
}

/** How many messages and stored events still wait for something. */
export async function openWork(store: Store): Promise<number> {
  const messages = await everyRow(store, 'outbox');
  const failed = await store.list('webhook_logs', { where: { status: 'failed' }, limit: 100 });
  return (
    failed.rows.length + messages.filter(({ status }) => status === 'pending' || status === 'sending').length
  );
}

async function everyRow<T extends TableName>(store: Store, table: T): Promise<Records[T][]> {
  const rows: Records[T][] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof store.list<T>>> = await store.list(table, { after, limit: 200 });
    rows.push(...page.rows);
    after = page.next;
  } while (after !== null);
  return rows;
}
