import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { StoreUnavailableError } from '#domain/errors.ts';
import { createFirestoreStore } from '#libs/store/firestore/firestore-store.ts';
import type { Store } from '#libs/store/store.ts';
import { openPipeline, type Pipeline } from '#tests/crash/pipeline.ts';
import { eventsOf, type Purchase, post, purchase, type StripeEventJson } from '#tests/factories.ts';
import { type FirestoreProxy, startFirestoreProxy } from '#tests/setup/firestore-proxy.ts';
import { counts } from './observed.ts';
import { openFirestoreStore } from './open-stores.ts';
import { birth } from './records.ts';
import type { OpenedStore } from './store-contract.ts';

const writers = 64;

describe.skipIf(inject('firestoreHost') === null)('Firestore with faults', () => {
  let own: OpenedStore & { host: string; projectId: string };
  let proxy: FirestoreProxy;
  /** The shop, behind the line on which things go wrong. */
  let app: Pipeline;
  let store: Store;

  beforeAll(async () => {
    own = await openFirestoreStore();
    await own.store.commit(birth().changes);
    proxy = await startFirestoreProxy(own.host);
    app = openPipeline({ place: place(), sandboxUrl: 'http://127.0.0.1:9' });
    store = app.store;
  });
  const place = () => ({ kind: 'Firestore', projectId: own.projectId, host: proxy.host }) as const;
  beforeEach(async () => {
    proxy.trouble();
    await app.settled();
    await own.empty();
  });
  afterAll(async () => {
    await store.close();
    await proxy.close();
    await own.close();
  });

  /** Delivers as Stripe does: whatever was put off comes again. Answers how often that was. */
  async function deliverAll(events: readonly StripeEventJson[]): Promise<number> {
    let left = events;
    let putOff = 0;
    for (let round = 0; left.length > 0; round++) {
      expect(round, 'rounds of deliveries').toBeLessThan(20);
      const answers = await Promise.all(left.map((event) => post(app, event)));
      expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
      left = left.filter((_, nth) => answers[nth]?.status === 503);
      putOff += left.length;
    }
    await app.settled();
    return putOff;
  }

  async function expectOneOrder(bought: Purchase, events: number): Promise<void> {
    const { order, transactions, preorder } = await own.store.load({
      order: { method: 'stripe', sessionId: bought.sessionId },
    });
    expect(order?.record).toMatchObject({ status: 'paid', order_no: bought.orderNo, amount_refunded: 0 });
    expect(transactions).toHaveLength(1);
    expect(preorder?.record.status).toBe('confirmed');
    expect(await counts(own.store)).toMatchObject({
      ...{ payment_orders: 1, payment_transactions: 1, preorders: 1, webhook_logs: events },
    });
    const { rows } = await own.store.list('outbox', { limit: 50 });
    const promised = rows.map(({ dedupe_key }) => dedupe_key);
    expect(new Set(promised).size).toBe(promised.length);
    expect(promised).toContain(`placed-order:${bought.orderNo}`);
  }

  const faults = { seed: 7, refuse: { ABORTED: 0.3 }, only: ['Commit'], loseAnswer: 0.05 };

  it(`makes one order of ${writers} deliveries at once of one event, 3 of 10 writes aborted and 1 in 20 answers lost`, async () => {
    proxy.trouble(faults);
    const bought = purchase();
    const paid = eventsOf(bought).paid();
    await deliverAll(Array.from({ length: writers }, () => paid));
    await expectOneOrder(bought, 1);
  }, 60_000);

  it(`makes one order of ${writers} different events at once about one payment, with the same faults`, async () => {
    proxy.trouble(faults);
    const bought = purchase();
    const { paid } = eventsOf(bought);
    await deliverAll(Array.from({ length: writers }, () => paid()));
    await expectOneOrder(bought, writers);
  }, 90_000);

  it('answers committed when its own answer was lost behind the commit', async () => {
    proxy.usage();
    proxy.trouble({ loseAnswer: 1 });
    const { changes } = birth();
    const answer = store.commit(changes);
    await expect.poll(() => proxy.usage().lost, { interval: 1 }).toBeGreaterThan(0);
    proxy.trouble();
    expect(await answer).toEqual({ kind: 'committed' });
    expect(await counts(own.store)).toMatchObject({ payment_orders: 1, outbox: 3, webhook_logs: 1 });
  });

  it('reads what stands there before it calls anything a duplicate', async () => {
    const there = birth();
    await own.store.commit(there.changes);
    proxy.usage();
    expect(await store.commit(there.changes)).toEqual({ kind: 'seen', status: 'success' });
    const sameNumber = birth({ order: { order_no: there.order.order_no } });
    expect(await store.commit(sameNumber.changes)).toMatchObject({ kind: 'conflict' });
    expect(proxy.usage().calls.BatchGetDocuments).toBeGreaterThanOrEqual(2);
    expect(await counts(own.store)).toMatchObject({ payment_orders: 1, webhook_logs: 1 });
  });

  it('says nothing of a duplicate when what stands there cannot be read', async () => {
    const there = birth();
    await own.store.commit(there.changes);
    const hurried = createFirestoreStore({
      projectId: own.projectId,
      emulatorHost: proxy.host,
      deadlineMs: 500,
    });
    proxy.trouble({ refuse: { UNAVAILABLE: 1 }, only: ['BatchGetDocuments'] });
    await expect(hurried.commit(there.changes)).rejects.toThrow(StoreUnavailableError);
    await hurried.close();
  });

  it.each<[string, () => void]>([
    ['has used up its quota', () => proxy.trouble({ refuse: { RESOURCE_EXHAUSTED: 1 } })],
    ['is dark', () => proxy.blackhole()],
  ])(
    'that %s puts a notification off within three seconds, and takes it as soon as it can',
    async (_, fault) => {
      const bought = purchase();
      const paid = eventsOf(bought).paid();
      fault();
      const startedAt = performance.now();
      const answers = await Promise.all(Array.from({ length: 8 }, () => post(app, paid)));
      expect(performance.now() - startedAt).toBeLessThan(3_500);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));

      proxy.trouble();
      proxy.restore();
      await expect.poll(async () => (await post(app, paid)).status, { timeout: 15_000 }).toBe(200);
      await app.settled();
      await expectOneOrder(bought, 1);
    },
  );

  it('that has used up its quota says so to whoever asks what is wrong', async () => {
    proxy.trouble({ refuse: { RESOURCE_EXHAUSTED: 1 } });
    expect(await store.problem()).toContain('quota');
  });
});
