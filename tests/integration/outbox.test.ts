import { beforeEach, describe, expect, it } from 'vitest';
import { StoreUnavailableError } from '#domain/errors.ts';
import { leaseSeconds, retryDelaysSeconds } from '#domain/outbox.ts';
import { DeliveryError } from '#libs/deliveries/delivery.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const down = (options: { retryable?: boolean; retryAfterSeconds?: number } = {}) =>
  new DeliveryError('Klaviyo answered 503.', { retryable: true, ...options });

onEveryStore((store) => {
  let app: TestContext;
  const messages = async () =>
    (await app.store.list('outbox', { where: { kind: 'klaviyo.event' }, limit: 50 })).rows;

  /** A paid order whose first three deliveries fail. */
  async function saleWithFailures(...failures: DeliveryError[]) {
    app.failures.push(...failures);
    await post(app, eventsOf(purchase()).paid());
    await app.settled();
  }

  beforeEach(() => {
    app = createTestContext({ store: store() });
  });

  describe('the outbox', () => {
    it('keeps what did not arrive, and sends it once it is due', async () => {
      await saleWithFailures(down(), down(), down());
      expect(app.sent).toHaveLength(0);
      expect(await messages()).toMatchObject([
        { status: 'pending' },
        { status: 'pending' },
        { status: 'pending' },
      ]);
      expect(await drainOutbox(app)).toMatchObject({ sent: 0 });
      app.clock.pass(2);
      expect(await drainOutbox(app)).toMatchObject({ sent: 3 });
      expect((await messages()).map(({ status }) => status)).toEqual(['sent', 'sent', 'sent']);
    });

    it('sends the time of the business, however late it arrives', async () => {
      await saleWithFailures(down(), down(), down());
      app.clock.pass(50_000);
      await drainOutbox(app);
      const times = app.sent.map(({ payload }) => (payload as { time: string }).time);
      expect(new Set(times)).toEqual(new Set([new Date(1_795_000_000_000).toISOString()]));
    });

    it('ends only when what was sent is recorded, though the database fails meanwhile', async () => {
      await saleWithFailures(down(), down(), down());
      app.clock.pass(2);
      let claims = 0;
      const failing: TestContext['store'] = {
        ...app.store,
        claim(query) {
          if (++claims > 1) throw new StoreUnavailableError('The database is gone.');
          return app.store.claim(query);
        },
      };
      const slow: TestContext['deliveries'] = {
        ...app.deliveries,
        'klaviyo.event': async () => {
          await new Promise((resolve) => setTimeout(resolve, 50));
          return { kind: 'sent' };
        },
      };
      await expect(drainOutbox({ ...app, store: failing, deliveries: slow })).rejects.toThrow('is gone');
      expect((await messages()).map(({ status }) => status)).toEqual(['sent', 'sent', 'sent']);
    });

    it('waits as long as the receiver asks', async () => {
      await saleWithFailures(
        down({ retryAfterSeconds: 300 }),
        down({ retryAfterSeconds: 300 }),
        down({ retryAfterSeconds: 300 }),
      );
      app.clock.pass(299);
      expect(await drainOutbox(app)).toMatchObject({ sent: 0 });
      app.clock.pass(1);
      expect(await drainOutbox(app)).toMatchObject({ sent: 3 });
    });

    it('gives up at once on what the receiver refuses, and after the last try on what never arrives', async () => {
      await saleWithFailures(down({ retryable: false }));
      expect((await messages()).filter(({ status }) => status === 'dead')).toHaveLength(1);
      await saleWithFailures(...Array.from({ length: 60 }, () => down()));
      for (const _ of retryDelaysSeconds) {
        app.clock.pass(86_400);
        await drainOutbox(app);
      }
      expect((await messages()).filter(({ status }) => status === 'dead')).toHaveLength(4);
    });

    it('gives a message whose worker died to the next one, once its lease lapsed', async () => {
      await saleWithFailures(down(), down(), down());
      app.clock.pass(2);
      const claimed = await app.store.claim({
        now: app.clock.now(),
        limit: 10,
        token: 'dead-worker',
        leaseSeconds,
      });
      expect(claimed).toHaveLength(3);
      expect(await drainOutbox(app)).toMatchObject({ sent: 0 });
      app.clock.pass(leaseSeconds + 1);
      expect(await drainOutbox(app)).toMatchObject({ sent: 3 });
    });

    it('never slows the answer to a notification', async () => {
      const hang = Promise.withResolvers<void>();
      const waiting = createTestContext({ store: store() });
      const slow = {
        ...waiting,
        deliveries: {
          ...waiting.deliveries,
          'klaviyo.event': () => hang.promise.then(() => ({ kind: 'sent' as const })),
        },
      };
      expect((await post(slow, eventsOf(purchase()).paid())).status).toBe(200);
      hang.resolve();
      await waiting.settled();
    });
  });
});
