import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import type { Store } from '#libs/store/store.ts';
import { commitContract } from './commit-contract.ts';
import { listContract } from './list-contract.ts';
import { loadContract } from './load-contract.ts';
import { queueContract } from './queue-contract.ts';
import { statsContract } from './stats-contract.ts';
import { valueContract } from './value-contract.ts';

export type OpenedStore = {
  readonly store: Store;
  /** Takes every record away. */
  empty(): Promise<void>;
  close(): Promise<void>;
};
export type OpenStore = () => Promise<OpenedStore>;

/** The promises every store makes, whatever it keeps its records in. */
export function storeContract(openStore: OpenStore): void {
  let opened: OpenedStore;
  beforeAll(async () => {
    opened = await openStore();
  });
  beforeEach(() => opened.empty());
  afterAll(() => opened.close());
  const store = () => opened.store;

  describe('commit', () => commitContract(store));
  describe('values', () => valueContract(store));
  describe('load', () => loadContract(store));
  describe('list', () => listContract(store));
  describe('stats', () => statsContract(store));
  describe('queues', () => queueContract(store));
}
