import * as fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Firestore } from 'firebase-admin/firestore';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  endLeftEmulator,
  type FirestoreEmulator,
  startFirestoreEmulator,
} from '#scripts/firestore-emulator.ts';
import { findFirestoreEmulator } from '#scripts/firestore-emulator-search.ts';

const found = inject('firestoreHost') === null ? undefined : findFirestoreEmulator();

// One that somebody else runs is neither started nor stopped here.
describe.skipIf(found?.kind !== 'jar')('an emulator of a data folder', { timeout: 60_000 }, () => {
  let dataDir: string;
  const keepProject = 'demo-kept';
  const start = () => startFirestoreEmulator({ dataDir, keepProject });
  beforeAll(() => {
    dataDir = fs.mkdtempSync(path.join(os.tmpdir(), `rolitt-firestore-${process.pid}-`));
  });
  afterAll(async () => {
    await endLeftEmulator(dataDir);
    fs.rmSync(dataDir, { recursive: true, force: true });
  });

  async function on<R>({ host }: FirestoreEmulator, work: (firestore: Firestore) => Promise<R>): Promise<R> {
    const firestore = new Firestore({ projectId: keepProject, host, ssl: false });
    try {
      return await work(firestore);
    } finally {
      await firestore.terminate();
    }
  }

  it('keeps its documents from one start to the next, to the millisecond and the last digit', async () => {
    const at = new Date('2026-11-20T12:00:00.123Z');
    const first = await start();
    await on(first, (firestore) => firestore.doc('orders/one').set({ amount: 9_007_199_254_740_991, at }));
    await first.stop();

    const second = await start();
    const kept = await on(second, (firestore) => firestore.doc('orders/one').get());
    await second.stop();
    expect(kept.get('amount')).toBe(9_007_199_254_740_991);
    expect(kept.get('at').toDate()).toEqual(at);
  });

  it('is joined by the next start when its parent was killed, and ended by whoever clears up', async () => {
    const left = await start();
    expect(await start()).toMatchObject({ host: left.host, pid: left.pid, reused: true });
    await endLeftEmulator(dataDir);
    const next = await start();
    expect(next).toMatchObject({ reused: false });
    await next.stop();
  });
});
