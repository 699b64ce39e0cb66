import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { StoreUnavailableError } from '#domain/errors.ts';
import { createConnection } from '#libs/store/firestore/connection.ts';
import { createFirestoreStore } from '#libs/store/firestore/firestore-store.ts';
import type { Store } from '#libs/store/store.ts';
import { type FirestoreProxy, startFirestoreProxy } from '#tests/setup/firestore-proxy.ts';
import type { Refusal } from '#tests/setup/grpc-refusal.ts';
import { openFirestoreStore } from './open-stores.ts';
import { birth, noon } from './records.ts';
import type { OpenedStore } from './store-contract.ts';

const rules = fs.readFileSync(new URL('../../../firestore.rules', import.meta.url), 'utf8');

describe.skipIf(inject('firestoreHost') === null)('Firestore', () => {
  let own: OpenedStore & { host: string; projectId: string };
  beforeAll(async () => {
    own = await openFirestoreStore();
    await own.store.commit(birth().changes);
  });
  afterAll(() => own.close());

  describe('to a browser or a phone', () => {
    const emulator = () => `http://${own.host}/emulator/v1/projects/${own.projectId}`;
    const documents = () => `http://${own.host}/v1/projects/${own.projectId}/databases/(default)/documents`;
    const owner = { authorization: 'Bearer owner' };
    const stranger = {};
    const document = JSON.stringify({ fields: { status: { stringValue: 'paid' } } });

    /** Every way to read or write one collection, by the statuses of the answers. */
    async function tryEverything(collection: string, headers: Record<string, string>): Promise<number[]> {
      const [all, one] = [`${documents()}/${collection}`, `${documents()}/${collection}/planted`];
      const query = { structuredQuery: { from: [{ collectionId: collection }], limit: 1 } };
      const tries: [string, RequestInit][] = [
        [`${all}?documentId=planted`, { method: 'POST', body: document }],
        [one, { method: 'GET' }],
        [all, { method: 'GET' }],
        [`${documents()}:runQuery`, { method: 'POST', body: JSON.stringify(query) }],
        [one, { method: 'PATCH', body: document }],
        [one, { method: 'DELETE' }],
      ];
      const statuses: number[] = [];
      for (const [url, init] of tries) statuses.push((await fetch(url, { ...init, headers })).status);
      return statuses;
    }

    async function collections(): Promise<string[]> {
      const answer = await fetch(`${documents()}:listCollectionIds`, { method: 'POST', headers: owner });
      const { collectionIds }: { collectionIds: string[] } = await answer.json();
      return collectionIds;
    }

    it('shows nothing and takes nothing, in any collection', async () => {
      const every = await collections();
      expect(every).toEqual(expect.arrayContaining(['payment_orders', 'webhook_logs', 'claims', 'outbox']));
      // Without rules the emulator lets everybody in: the same tries then succeed.
      const [some = ''] = every;
      expect(new Set(await tryEverything(some, stranger))).toEqual(new Set([200]));

      const loaded = await fetch(`${emulator()}:securityRules`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ rules: { files: [{ name: 'firestore.rules', content: rules }] } }),
      });
      expect(loaded.status).toBe(200);
      for (const collection of [...every, 'state', 'anything_else']) {
        expect(new Set(await tryEverything(collection, stranger)), collection).toEqual(new Set([403]));
      }
      expect(new Set(await tryEverything(some, owner))).toEqual(new Set([200]));
    });
  });

  describe('with a notification', () => {
    /** Text that no packing makes much smaller than three quarters of it. */
    const dense = (characters: number): string =>
      randomBytes(characters).toString('base64').slice(0, characters);

    async function storedBody(raw_data: string): Promise<string | undefined> {
      const { changes, log, order } = birth({ log: { raw_data } });
      expect(await own.store.commit(changes)).toEqual({ kind: 'committed' });
      const event = { provider: 'stripe', eventId: log.event_id } as const;
      const known = await own.store.load({ event, order: { method: 'stripe', orderNo: order.order_no } });
      expect(known.order?.record).toEqual(order);
      return known.log?.record.raw_data;
    }

    it.each([1_000, 40_000, 1_000_000, 1_250_000])('of %d characters keeps it whole', async (size) => {
      const body = dense(size);
      expect(await storedBody(body)).toBe(body);
    });

    it.each([1_400_000, 1_500_000, 6_000_000])(
      'of %d characters that no packing makes fit keeps the order, and the beginning with a mark',
      async (size) => {
        const body = dense(size);
        const stored = (await storedBody(body)) ?? '';
        const [, kept = ''] = /\n\[cut: (\d+) of \d+ characters kept\]$/.exec(stored) ?? [];
        expect(stored).toBe(`${body.slice(0, Number(kept))}\n[cut: ${kept} of ${size} characters kept]`);
        expect(Number(kept)).toBeGreaterThan(400_000);
      },
    );

    it('that is heavier than a document may be would be refused if it were not cut', async () => {
      const connection = createConnection({ projectId: own.projectId, emulatorHost: own.host });
      const { db } = await connection.client();
      await expect(db.doc('things/heavy').set({ body: randomBytes(1_100_000) })).rejects.toThrow(
        /longer|size|exceed/i,
      );
      await connection.close();
    });
  });

  describe('that does not let us in', () => {
    let proxy: FirestoreProxy;
    let store: Store;
    beforeAll(async () => {
      proxy = await startFirestoreProxy(own.host);
      store = createFirestoreStore({ projectId: own.projectId, emulatorHost: proxy.host });
      await store.list('outbox', { limit: 1 });
    });
    afterAll(async () => {
      proxy.trouble();
      await store.close();
      await proxy.close();
    });

    const index =
      'The query requires an index. You can create it here: https://console.firebase.google.com/x';
    const refusals: [Refusal, string, RegExp][] = [
      [
        'UNAUTHENTICATED',
        'Request had invalid authentication credentials.',
        /did not accept our key: check FIREBASE_SERVICE_ACCOUNT/,
      ],
      [
        'PERMISSION_DENIED',
        'Missing or insufficient permissions.',
        /service account needs the role "Cloud Datastore User"/,
      ],
      ['FAILED_PRECONDITION', index, /lacks an index .*npm run firestore:deploy/],
    ];

    it.each(refusals)('because of %s says what to do about it', async (status, saying, advice) => {
      proxy.trouble({ refuse: { [status]: 1 }, saying });
      const ended = (work: Promise<unknown>) =>
        work.then(
          () => null,
          (error: unknown) => error,
        );
      const read = await ended(store.list('outbox', { limit: 1 }));
      expect(read).toBeInstanceOf(StoreUnavailableError);
      expect(String(read)).toMatch(advice);
      expect(await store.problem()).toMatch(advice);
    });

    it.each(refusals.slice(0, 2))(
      'because of %s takes no order, and says what to do about it',
      async (status, saying, advice) => {
        proxy.trouble({ refuse: { [status]: 1 }, saying });
        const commit = store.commit(birth().changes);
        await expect(commit).rejects.toThrow(StoreUnavailableError);
        await expect(commit).rejects.toThrow(advice);
        await expect(store.claim({ now: noon, limit: 1, token: 't', leaseSeconds: 1 })).rejects.toThrow(
          advice,
        );
      },
    );
  });
});
