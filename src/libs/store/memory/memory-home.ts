import { StoreUnavailableError } from '#domain/errors.ts';
import type { Freeze } from '#libs/store/transfer.ts';
import type { MemoryTables } from './memory-commit.ts';
import { createMemoryTable } from './memory-table.ts';

/** Where the records of a memory store are: a store and a move can share it like a database. */
export type MemoryHome = {
  readonly tables: MemoryTables;
  /** How many writes there have been; the version of a record is the count of its last one. */
  writes(): number;
  frozen: Freeze | null;
};

export function createMemoryHome(): MemoryHome {
  let writes = 0;
  const nextVersion = () => String(++writes);
  return {
    tables: {
      payment_orders: createMemoryTable('payment_orders', nextVersion),
      payment_transactions: createMemoryTable('payment_transactions', nextVersion),
      refund_records: createMemoryTable('refund_records', nextVersion),
      preorders: createMemoryTable('preorders', nextVersion),
      stock_units: createMemoryTable('stock_units', nextVersion),
      webhook_logs: createMemoryTable('webhook_logs', nextVersion),
      outbox: createMemoryTable('outbox', nextVersion),
      activity_logs: createMemoryTable('activity_logs', nextVersion),
      rate_limits: createMemoryTable('rate_limits', nextVersion),
      incidents: createMemoryTable('incidents', nextVersion),
      rollups: createMemoryTable('rollups', nextVersion),
      bookmarks: createMemoryTable('bookmarks', nextVersion),
    },
    writes: () => writes,
    frozen: null,
  };
}

/** Throws StoreUnavailableError while the home is frozen. */
export function refuseIfFrozen({ frozen }: MemoryHome): void {
  if (frozen) throw new StoreUnavailableError(`Nothing is written for now: ${frozen.reason}`);
}
