import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retryDelaysSeconds } from '#domain/outbox.ts';
import type { FaultsPatch, Sandbox } from '#sandbox/server.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { databases, type TestPlace } from '#tests/setup/stores.ts';
import { createTestClock } from '#tests/test-context.ts';
import { openPipeline } from './pipeline.ts';
import { silentSandbox } from './purchase-story.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await silentSandbox();
});
afterAll(() => sandbox.close());

const outages: [string, FaultsPatch][] = [
  ['answers 500', { klaviyo: { mode: '500' } }],
  ['throttles', { klaviyo: { mode: '429', retryAfterSeconds: 30 } }],
  ['takes every event but never says so', { klaviyo: { mode: 'ok', loseAnswerRate: 1 } }],
];
const hour = 3600;
const outageHours = 6;
const healthy: FaultsPatch = { klaviyo: { mode: 'ok', loseAnswerRate: 0 } };

/** What Klaviyo answers makes no difference to a database: the hardest of its outages is enough for a second one. */
describe.each(databases)('on %s,', (kind, createPlace) => {
  let database: TestPlace;
  beforeAll(async () => {
    database = await createPlace();
  });
  afterAll(() => database.drop());

  it.each(kind === 'Postgres' ? outages : outages.slice(-1))(
    'every event arrives once, with its own time, after Klaviyo %s for hours',
    { timeout: 60_000 },
    async (_, fault) => {
      const clock = createTestClock(new Date(Date.now() - 24 * hour * 1000));
      const app = openPipeline({ place: database.place, sandboxUrl: sandbox.url, clock });
      sandbox.setFaults(fault);
      const sold = new Map<string, string>();
      for (let hours = 0; hours < outageHours; hours++) {
        const bought = purchase({ email: `hour-${hours}@example.com` });
        const created = Math.floor(clock.now().getTime() / 1000);
        expect((await post(app, eventsOf(bought).paid({ created }))).status).toBe(200);
        await app.settled();
        sold.set(bought.orderNo, `${new Date(created * 1000).toISOString().slice(0, 19)}Z`);
        for (let minutes = 0; minutes < 60; minutes += 10) {
          clock.pass(600);
          await drainOutbox(app);
        }
      }
      sandbox.setFaults(healthy);
      clock.pass(Math.max(...retryDelaysSeconds.slice(0, 9)));
      await drainOutbox(app);

      const arrived = sandbox.klaviyo
        .events()
        .filter(({ uniqueId }) => sold.has(uniqueId?.slice(0, 12) ?? ''));
      expect(arrived).toHaveLength(3 * outageHours);
      for (const { uniqueId, time } of arrived) expect(time).toBe(sold.get(uniqueId?.slice(0, 12) ?? ''));
      const open = (await app.store.list('outbox', { limit: 100 })).rows.filter(
        ({ kind, status }) => kind === 'klaviyo.event' && status !== 'sent',
      );
      expect(open).toEqual([]);
      await app.store.close();
    },
  );
});
