import { deleteApp, initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { expect, inject, it } from 'vitest';
import { createTestFirestore } from './firestore.ts';

it.skipIf(inject('firestoreHost') === null)(
  'gives every test file a Firestore that sees nothing of the others',
  async () => {
    const [one, other] = await Promise.all([createTestFirestore(), createTestFirestore()]);
    const apps = [one, other].map(({ projectId }) => initializeApp({ projectId }, projectId));
    const [first, second] = apps.map((app) => {
      const firestore = getFirestore(app);
      firestore.settings({ host: one.host, ssl: false });
      return firestore.collection('only_here');
    });

    await first?.doc('a').create({ word: 'kept' });
    expect((await second?.get())?.size).toBe(0);
    await other.empty();
    expect((await first?.get())?.size).toBe(1);
    await one.drop();
    expect((await first?.get())?.size).toBe(0);
    await Promise.all(apps.map(deleteApp));
  },
);
