import { type App, deleteApp, initializeApp } from 'firebase-admin/app';
import { type Firestore, getFirestore } from 'firebase-admin/firestore';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createTestFirestore, type TestFirestore } from './firestore.ts';
import { type FirestoreProxy, startFirestoreProxy } from './firestore-proxy.ts';

describe.skipIf(inject('firestoreHost') === null)('the proxy in front of Firestore', () => {
  let own: TestFirestore;
  let proxy: FirestoreProxy;
  const apps: App[] = [];
  /** A client of its own, for what breaks connections. */
  const connect = (): Firestore => {
    const app = initializeApp({ projectId: own.projectId }, `app-${apps.length}`);
    apps.push(app);
    const firestore = getFirestore(app);
    firestore.settings({ host: proxy.host, ssl: false });
    return firestore;
  };
  let firestore: Firestore;

  beforeAll(async () => {
    own = await createTestFirestore();
    proxy = await startFirestoreProxy(own.host);
    firestore = connect();
  });
  beforeEach(async () => {
    await own.empty();
    proxy.trouble();
    proxy.usage();
  });
  afterAll(async () => {
    await Promise.all(apps.map(deleteApp));
    await proxy.close();
    await own.drop();
  });

  const doc = (name: string) => firestore.collection('things').doc(name);
  const commit = (...names: string[]) => {
    const batch = firestore.batch();
    for (const name of names) batch.create(doc(name), { word: 'x'.repeat(20_000) });
    return batch.commit();
  };
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 0,
      (error: { code: number }) => error.code,
    );

  it('says in HTTP/1 that somebody is here', async () => {
    expect((await fetch(`http://${proxy.host}/`)).ok).toBe(true);
  });

  it('counts the documents of each commit, and passes on how it went', async () => {
    await commit('a', 'b', 'c');
    expect(await codeOf(commit('c', 'd'))).toBe(6);
    expect(proxy.usage()).toEqual({
      calls: { Commit: 2 },
      writes: 5,
      commits: [3, 2],
      ...{ reads: 0, refused: 0, lost: 0 },
    });
  });

  it('counts a read for every document asked for and every document a query finds, and one for none', async () => {
    await commit('a', 'b');
    proxy.usage();
    await firestore.getAll(doc('a'), doc('nobody'));
    expect(proxy.usage()).toMatchObject({ calls: { BatchGetDocuments: 1 }, reads: 2, writes: 0 });
    await firestore.collection('things').orderBy('word').get();
    expect(proxy.usage()).toMatchObject({ calls: { RunQuery: 1 }, reads: 2 });
    await firestore.collection('nothing').get();
    await firestore.collection('things').count().get();
    expect(proxy.usage()).toMatchObject({ calls: { RunQuery: 1, RunAggregationQuery: 1 }, reads: 2 });
  });

  it('refuses a call, and the server never hears of it', async () => {
    proxy.trouble({ refuse: { DEADLINE_EXCEEDED: 1 }, only: ['Commit'] });
    expect(await codeOf(commit('a'))).toBe(4);
    expect(proxy.usage()).toMatchObject({ refused: 1, writes: 0 });
    expect((await doc('a').get()).exists).toBe(false);
  });

  it.each(['ABORTED', 'UNAVAILABLE', 'RESOURCE_EXHAUSTED'] as const)(
    'refuses with %s until the trouble ends, and the client, which tries again by itself, gets through',
    async (status) => {
      proxy.trouble({ refuse: { [status]: 1 }, only: ['Commit'] });
      const committed = commit('a');
      await expect.poll(() => proxy.usage().refused).toBeGreaterThan(0);
      expect((await doc('a').get()).exists).toBe(false);
      proxy.trouble();
      await committed;
      expect((await doc('a').get()).exists).toBe(true);
    },
  );

  it('draws the same fates for the same seed', async () => {
    const draw = async () => {
      proxy.trouble({ seed: 7, refuse: { DEADLINE_EXCEEDED: 0.5 } });
      const codes: number[] = [];
      for (let nth = 0; nth < 16; nth++) codes.push(await codeOf(doc(`seeded-${nth}`).set({ nth })));
      return codes;
    };
    const first = await draw();
    expect(new Set(first)).toEqual(new Set([0, 4]));
    expect(await draw()).toEqual(first);
  });

  it('loses the answer of a commit that was carried out, whose second try finds everything there', async () => {
    proxy.trouble({ loseAnswer: 1 });
    const committed = codeOf(commit('a'));
    await expect.poll(() => proxy.usage().lost).toBe(1);
    proxy.trouble();
    expect(await committed).toBe(6);
    expect((await doc('a').get()).exists).toBe(true);
  });

  it('answers nothing while it stalls, and new calls afterwards', async () => {
    proxy.stall();
    let answered = false;
    void doc('a')
      .get()
      .then(
        () => {
          answered = true;
        },
        // Its line is gone for good.
        () => {},
      );
    await expect.poll(() => proxy.usage().calls).toEqual({ BatchGetDocuments: 1 });
    proxy.restore();
    expect((await doc('a').get()).exists).toBe(false);
    expect(answered).toBe(false);
  });

  it('lets a new client through after a black hole, and a cut connection be opened again', async () => {
    proxy.blackhole();
    proxy.restore();
    firestore = connect();
    await commit('a');
    proxy.reset();
    expect((await doc('a').get()).exists).toBe(true);
  });
});
