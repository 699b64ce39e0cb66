import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { insert } from '#domain/changes.ts';
import { StoreUnavailableError } from '#domain/errors.ts';
import { createFirestoreStore } from '#libs/store/firestore/firestore-store.ts';
import type { Store } from '#libs/store/store.ts';
import { createTestFirestore, type TestFirestore } from '#tests/setup/firestore.ts';
import { type FirestoreProxy, startFirestoreProxy } from '#tests/setup/firestore-proxy.ts';
import { commitContract } from './commit-contract.ts';
import { queueContract } from './queue-contract.ts';
import { birth, only, order } from './records.ts';

describe.skipIf(inject('firestoreHost') === null)('Firestore behind a line', () => {
  let own: TestFirestore;
  let proxy: FirestoreProxy;
  let patient: Store;
  let hurried: Store;

  beforeAll(async () => {
    own = await createTestFirestore();
    proxy = await startFirestoreProxy(own.host);
    const place = { projectId: own.projectId, emulatorHost: proxy.host };
    patient = createFirestoreStore({ ...place, deadlineMs: 15_000 });
    hurried = createFirestoreStore({ ...place, deadlineMs: 700 });
    await hurried.load(event).catch(() => {});
  });
  beforeEach(() => own.empty());
  afterAll(async () => {
    await Promise.all([patient.close(), hurried.close()]);
    await proxy.close();
    await own.drop();
  });
  const store = () => patient;
  const event = { event: { provider: 'stripe', eventId: 'evt' } } as const;

  describe('that aborts 3 of 10 writes and loses the answer of 1 in 20', () => {
    beforeAll(() => proxy.trouble({ seed: 7, refuse: { ABORTED: 0.3 }, only: ['Commit'], loseAnswer: 0.05 }));
    afterAll(() => {
      const { refused, lost } = proxy.usage();
      proxy.trouble();
      expect(Math.min(refused, lost)).toBeGreaterThan(0);
    });
    commitContract(store);
    queueContract(store);
  });

  it.each(['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED'] as const)(
    'that answers %s to everything is reported as unavailable, and used again afterwards',
    async (status) => {
      proxy.trouble({ refuse: { [status]: 1 } });
      const { changes, order: born } = birth();
      await expect(hurried.commit(changes)).rejects.toThrow(StoreUnavailableError);
      await expect(hurried.load(event)).rejects.toThrow(StoreUnavailableError);
      proxy.trouble();
      // The client may still be trying for the caller who gave up, and be quicker.
      expect(['committed', 'seen']).toContain((await patient.commit(changes)).kind);
      const of = { where: { order_id: born.id }, limit: 10 };
      expect((await patient.list('outbox', of)).rows).toHaveLength(3);
    },
  );

  it('that stalls is reported as unavailable, and used again when it moves', async () => {
    const adding = () => only(insert('payment_orders', order()));
    proxy.stall();
    await expect(hurried.commit(adding())).rejects.toThrow(StoreUnavailableError);
    proxy.restore();
    // Another order: the write that was held up may still arrive, and be quicker.
    expect(await patient.commit(adding())).toMatchObject({ kind: 'committed' });
  });

  it('on which the network drops everything is given up, and another one opened', async () => {
    await hurried.commit(birth().changes);
    proxy.blackhole();
    await expect(hurried.commit(birth().changes)).rejects.toThrow(StoreUnavailableError);
    proxy.restore();
    await expect
      .poll(() => hurried.load(event).then(() => 'answered', String), { timeout: 15_000 })
      .toBe('answered');
  });

  it('that was cut is opened again by the next call', async () => {
    proxy.reset();
    expect(await patient.commit(birth().changes)).toEqual({ kind: 'committed' });
  });
});
