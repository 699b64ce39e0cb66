import * as fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Records, TableName } from '#domain/changes.ts';
import { StoreUnavailableError } from '#domain/errors.ts';
import { createConnection } from '#libs/store/firestore/connection.ts';
import { createFirestoreStore } from '#libs/store/firestore/firestore-store.ts';
import { everyIndex, everyOverride } from '#libs/store/firestore/indexes.ts';
import { ask } from '#libs/store/firestore/questions.ts';
import type { ListQuery, Store } from '#libs/store/store.ts';
import type { Column } from '#models/columns.ts';
import { shapeOf, tableNames } from '#models/columns.ts';
import { createTestFirestore, type TestFirestore } from '#tests/setup/firestore.ts';
import { type FirestoreProxy, startFirestoreProxy } from '#tests/setup/firestore-proxy.ts';
import { type Asked, askedBy, type Deployed, isCovered } from '#tests/setup/firestore-queries.ts';
import { after, birth, noon } from './records.ts';

const deployed: Deployed = JSON.parse(
  fs.readFileSync(new URL('../../../firestore.indexes.json', import.meta.url), 'utf8'),
);

it('what is deployed is exactly what the store asks for', () => {
  expect(deployed).toEqual({ indexes: everyIndex(), fieldOverrides: everyOverride() });
});

/** A value of every kind a column may hold; json is never asked for. */
const valuesOf = ({ sqlType }: Column): unknown[] => {
  if (sqlType === 'jsonb') return [];
  if (sqlType === 'boolean') return [true];
  if (sqlType === 'integer' || sqlType === 'bigint') return [1];
  return sqlType === 'text' ? ['some', null] : [noon, null];
};

describe.skipIf(inject('firestoreHost') === null)('on Firestore,', () => {
  let own: TestFirestore;
  let proxy: FirestoreProxy;
  let store: Store;
  const seen: Asked[] = [];

  beforeAll(async () => {
    own = await createTestFirestore();
    proxy = await startFirestoreProxy(own.host, (method, message) => {
      const asked = askedBy(method, message);
      if (asked) seen.push(asked);
    });
    const place = { projectId: own.projectId, emulatorHost: proxy.host };
    store = createFirestoreStore({ ...place, deadlineMs: 10_000 });
    await store.commit(birth().changes);
  });
  afterAll(async () => {
    await store.close();
    await proxy.close();
    await own.drop();
  });

  async function listEveryWay<T extends TableName>(table: T): Promise<void> {
    await store.list(table, { limit: 5 });
    for (const column of shapeOf(table).columns) {
      for (const value of valuesOf(column)) {
        await store.list(table, { where: { [column.name]: value } as Partial<Records[T]>, limit: 1 });
      }
      if (column.sqlType !== 'text') continue;
      const among: Partial<Record<string, readonly string[]>> = { [column.name]: ['some', 'other'] };
      await store.list(table, { among: among as NonNullable<ListQuery<T>['among']>, limit: 1 });
    }
  }

  it('every question the store can put is answered by an index that is deployed', {
    timeout: 60_000,
  }, async () => {
    const paid = birth();
    await store.commit(paid.changes);
    for (const table of tableNames) {
      await listEveryWay(table);
      await store.stats(table, { from: noon, until: after(5), by: [] });
    }
    await store.load({ order: { method: 'stripe', sessionId: paid.order.session_id } });
    await store.claim({ now: noon, limit: 2, token: 'mine', leaseSeconds: 60 });
    await store.dueLogs({ now: noon, limit: 2 });
    await store.dueLogs({ now: noon, limit: 2, tradeNos: ['pi_1', 'pi_2'] });
    expect(await store.problem()).toBeNull();

    const shapes = [...new Set(seen.map((asked) => JSON.stringify(asked)))];
    expect(shapes.length).toBeGreaterThan(deployed.indexes.length);
    expect(shapes.filter((shape) => !isCovered(JSON.parse(shape), deployed))).toEqual([]);
  });

  it('a question that no deployed index answers is noticed, and refused with the command that helps', async () => {
    const connection = createConnection({ projectId: own.projectId, emulatorHost: proxy.host });
    const client = await connection.client();
    const planted = { field: 'locale', values: ['red'] };
    const put = () =>
      ask(client, { table: 'payment_orders', equal: planted, by: 'created_at', direction: 'desc' });
    expect(put).toThrow(StoreUnavailableError);
    expect(put).toThrow(
      /Firestore lacks an index \(payment_orders: .*locale ASCENDING, created_at DESCENDING.*npm run firestore:deploy/,
    );

    seen.length = 0;
    const orders = client.db.collection('payment_orders').where('variant', '==', 'red');
    await orders.get();
    await orders.orderBy('created_at', 'desc').get();
    expect(seen.map((asked) => isCovered(asked, deployed))).toEqual([false, false]);
    await connection.close();
  });
});
