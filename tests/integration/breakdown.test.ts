import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '#domain/errors.ts';
import type { Store } from '#libs/store/store.ts';
import { readWaiting } from '#services/read-signs.ts';
import { sweepWebhookLogs } from '#services/sweep-webhook-logs.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

it('a notification is answered 503 within three seconds when the database hangs', async () => {
  const waiting = createTestContext();
  const hanging = { ...waiting, store: { ...waiting.store, commit: () => new Promise<never>(() => {}) } };
  const startedAt = performance.now();
  expect((await post(hanging, eventsOf(purchase()).paid())).status).toBe(503);
  expect(performance.now() - startedAt).toBeLessThan(3_500);
});

it('a notification that has to be read anew is answered 503 while a slow provider still lets us wait', async () => {
  const slow = await openSlowStripe();
  const app = createTestContext({ stripeApi: slow.url });
  const bought = purchase();
  try {
    const refund = eventsOf(bought).refund('created', 're_1', 'succeeded', 29_900);
    const acknowledged = await post(app, { ...refund, api_version: '2019-12-03' });
    expect({ status: acknowledged.status, asked: slow.waiting() }).toEqual({ status: 503, asked: 1 });
  } finally {
    await slow.close();
  }
});

/** A Stripe that takes every question and answers none. */
async function openSlowStripe() {
  const open = new Set<ServerResponse>();
  const server = createServer((_, response) => {
    open.add(response);
    response.on('close', () => open.delete(response));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    waiting: () => open.size,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A store that takes everything but records of one table. */
const refusing =
  ({ store }: TestContext, table: string, error: Error): Store['commit'] =>
  (changes) =>
    changes.changes.some((change) => change.table === table) ? Promise.reject(error) : store.commit(changes);

onEveryStore((store) => {
  let app: TestContext;
  beforeEach(() => {
    app = createTestContext({ store: store() });
  });

  const withStore = (broken: Partial<Store>): TestContext => ({ ...app, store: { ...app.store, ...broken } });
  const logs = async () => (await app.store.list('webhook_logs', { limit: 50 })).rows;
  const orders = async () => (await app.store.list('payment_orders', { limit: 50 })).rows;

  describe('a notification whose processing breaks down', () => {
    it('while the database is down is answered 503, and accepted when it comes again', async () => {
      const event = eventsOf(purchase()).paid();
      const down = withStore({ commit: () => Promise.reject(new StoreUnavailableError('down')) });
      expect((await post(down, event)).status).toBe(503);
      expect((await post(app, event)).status).toBe(200);
      expect(await orders()).toHaveLength(1);
    });

    it('by a mistake of ours is answered 500, kept with its body, and applied by the sweep', async () => {
      let broken = true;
      const once = withStore({
        commit: (changes) => {
          if (!broken) return app.store.commit(changes);
          broken = false;
          return Promise.reject(new TypeError('undefined is not a function'));
        },
      });
      expect((await post(once, eventsOf(purchase()).paid())).status).toBe(500);
      expect(await logs()).toMatchObject([{ status: 'failed', error_code: 'unexpected', attempts: 1 }]);
      expect((await logs())[0]?.raw_data).toContain('checkout.session.completed');
      app.clock.pass(61);
      expect(await sweepWebhookLogs(app)).toEqual({ driven: 1, applied: 1 });
      expect(await orders()).toMatchObject([{ status: 'paid' }]);
    });

    it('again and again gives way to the others, and waits for a person', async () => {
      const broken = withStore({ commit: refusing(app, 'payment_orders', new TypeError('no')) });
      await post(broken, eventsOf(purchase()).paid());
      for (let nth = 0; nth < 5; nth++) {
        app.clock.pass(61);
        expect(await sweepWebhookLogs(broken)).toEqual({ driven: 1, applied: 0 });
      }
      app.clock.pass(61);
      expect(await sweepWebhookLogs(broken)).toEqual({ driven: 0, applied: 0 });
      expect(await readWaiting(app)).toMatchObject({ broken: { count: 1 }, stuck: { count: 0 } });
      app.clock.pass(3_600);
      expect(await sweepWebhookLogs(app)).toEqual({ driven: 1, applied: 1 });
      expect(await readWaiting(app)).toMatchObject({ broken: { count: 0 } });
    });

    it('that gives way to other writers again and again is answered 503 and writes nothing', async () => {
      const contended = withStore({
        commit: async () => ({ kind: 'conflict', guards: ['version:payment_orders'] }),
      });
      expect((await post(contended, eventsOf(purchase()).paid())).status).toBe(503);
      expect(await logs()).toHaveLength(0);
    });

    it('never shows the cause to whoever sent it', async () => {
      const broken = withStore({ commit: () => Promise.reject(new TypeError('secret detail')) });
      expect((await post(broken, eventsOf(purchase()).paid())).body).not.toContain('secret detail');
    });
  });
});
