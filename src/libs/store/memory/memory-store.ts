import type { Records, Versioned } from '#domain/changes.ts';
import { someFields } from '#libs/store/some-fields.ts';
import { byTimeThenId } from '#libs/store/sorting.ts';
import { tally } from '#libs/store/stats.ts';
import type { Known, LoadKeys, Store } from '#libs/store/store.ts';
import type { MemoryTables } from './memory-commit.ts';
import { commitInMemory } from './memory-commit.ts';
import { createMemoryHome, type MemoryHome, refuseIfFrozen } from './memory-home.ts';
import { listInMemory } from './memory-list.ts';
import { claim, dueLogs, settleOne } from './memory-queues.ts';

export type MemoryStoreOptions = {
  /** Stamps settled messages. */
  readonly now?: () => Date;
  readonly home?: MemoryHome;
};

/** The whole store in this process, with the promises of the real one; for tests. */
export function createMemoryStore(options: MemoryStoreOptions = {}): Store {
  const { now = () => new Date(), home = createMemoryHome() } = options;
  const { tables } = home;
  const written = <R>(write: () => R): R => {
    refuseIfFrozen(home);
    return write();
  };
  return {
    load: async (keys) => load(tables, keys),
    commit: async (changes) => written(() => commitInMemory(tables, changes)),
    list: async (table, query) => listInMemory(tables, table, query),
    listFields: async (table, fields, query) => someFields(listInMemory(tables, table, query), fields),
    get: async (table, ids) =>
      [...new Set(ids)].flatMap(
        (id) => (tables[table].get(id) as Versioned<Records[typeof table]> | null) ?? [],
      ),
    stats: async (table, query) => {
      const count = tally(table, query);
      for (const { record } of tables[table].all()) count.add(record as Records[typeof table]);
      return count.rows();
    },
    dueLogs: async (query) => dueLogs(tables, query),
    claim: async (query) => written(() => claim(tables, query)),
    settle: async (settlements) =>
      written(() =>
        settlements.filter((settlement) => settleOne(tables, settlement, now())).map(({ id }) => id),
      ),
    problem: async () => home.frozen && `Nothing is written for now: ${home.frozen.reason}`,
    close: async () => {},
  };
}

function load(tables: MemoryTables, keys: LoadKeys): Known {
  const { method, sessionId, tradeNo, orderNo } = keys.order ?? {};
  const order =
    tables.payment_orders.find(['payment_method', 'session_id'], [method, sessionId]) ??
    tables.payment_orders.find(['payment_method', 'trade_no'], [method, tradeNo]) ??
    tables.payment_orders.find(['order_no'], [orderNo]);
  const transactions = order
    ? tables.payment_transactions.all().filter(({ record }) => record.order_id === order.record.id)
    : [];
  const refunds = tables.refund_records
    .all()
    .filter(({ record }) => order !== null && record.order_id === order.record.id)
    .sort((a, b) => byTimeThenId(a.record, b.record));
  return {
    log: tables.webhook_logs.find(['provider', 'event_id'], [keys.event?.provider, keys.event?.eventId]),
    order,
    transactions: transactions.map(({ record }) => record).sort(byTimeThenId),
    preorder: tables.preorders.find(['order_id'], [order?.record.id]),
    refunds,
  };
}
