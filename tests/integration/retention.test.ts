import { expect, it } from 'vitest';
import { redactionOf } from '#domain/redaction.ts';
import { createMemoryStore } from '#libs/store/memory/memory-store.ts';
import { redactOld } from '#services/privacy/redact-old.ts';
import { sweepWebhookLogs } from '#services/sweep-webhook-logs.ts';
import { canariesIn, canary, canarySession } from '#tests/canary.ts';
import { eventsOf, post, purchase, stripeEvent } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const day = 86_400;
const days = 90;

async function buy(app: TestContext) {
  const bought = purchase({ email: canary.email });
  const event = stripeEvent('checkout.session.completed', canarySession(bought));
  await post(app, event);
  await app.settled();
  return { bought, event };
}

const journals = async ({ store }: TestContext) =>
  JSON.stringify([
    (await store.list('webhook_logs', { limit: 999 })).rows,
    (await store.list('outbox', { limit: 999 })).rows,
  ]);
const logOf = async (app: TestContext, eventId: string) =>
  (await app.store.load({ event: { provider: 'stripe', eventId } })).log?.record;

onEveryStore((store) => {
  it('bodies that are old enough say what happened and not to whom, and can be held against a copy', async () => {
    const app = createTestContext({ store: store() });
    const { bought, event } = await buy(app);
    const { length: messages } = (await app.store.list('outbox', { limit: 99 })).rows;
    app.clock.pass(days * day - 1);
    expect(await redactOld(app, { days })).toMatchObject({ events: 0, messages: 0, complete: true });
    app.clock.pass(2);
    const { event: young } = await buy(app);
    expect(await redactOld(app, { days })).toEqual({ events: 1, messages, complete: true });

    const old = await logOf(app, event.id);
    expect(redactionOf(old?.raw_data ?? '')).toMatchObject({
      why: 'retention',
      sha256: app.fingerprint(JSON.stringify(event)),
    });
    expect(canariesIn(old?.raw_data ?? '')).toEqual([]);
    expect(JSON.parse(old?.raw_data ?? '')).toMatchObject({
      id: event.id,
      data: {
        object: {
          id: bought.sessionId,
          amount_total: bought.unitAmount,
          metadata: { order_no: bought.orderNo },
        },
      },
    });
    expect((await logOf(app, young.id))?.raw_data).toBe(JSON.stringify(young));
    const { order } = await app.store.load({ order: { method: 'stripe', sessionId: bought.sessionId } });
    expect(order?.record).toMatchObject({ email: canary.email, buyer_name: canary.name });
  });
});

it('a run that is short of time is gone on with, and the last one has redacted everything', async () => {
  const app = createTestContext({ store: createMemoryStore() });
  for (let nth = 0; nth < 130; nth++) await post(app, eventsOf(purchase({ email: canary.email })).paid());
  await app.settled();
  app.clock.pass((days + 1) * day);
  let runs = 0;
  let complete = false;
  while (!complete) {
    ({ complete } = await redactOld(app, { days, budgetSeconds: 0 }));
    runs += 1;
    if (runs > 50) throw new Error('It never ends.');
  }
  expect(runs).toBeGreaterThan(1);
  expect(canariesIn(await journals(app))).toEqual([]);
  expect(await redactOld(app, { days })).toMatchObject({ events: 0, messages: 0 });
});

it('a redacted event that is driven again says that it cannot be', async () => {
  const app = createTestContext({ store: createMemoryStore() });
  const bought = purchase();
  const refund = eventsOf(bought).refund('created', 're_early', 'succeeded', 100);
  await post(app, refund);
  await redactOld(
    { ...app, clock: { now: () => new Date(app.clock.now().getTime() + 91 * day * 1000) } },
    { days },
  );
  app.clock.pass(120);
  expect(await sweepWebhookLogs(app)).toMatchObject({ driven: 1, applied: 0 });
  expect(await logOf(app, refund.id)).toMatchObject({
    status: 'failed',
    error_code: 'payload_redacted',
    next_attempt_at: null,
    result: expect.stringContaining('redacted'),
  });
});

it('a message that is still to be sent keeps its words', async () => {
  const app = createTestContext({ store: createMemoryStore() });
  const shop = { ...app, defer: () => {} };
  await post(shop, eventsOf(purchase({ email: canary.email })).paid());
  app.clock.pass((days + 1) * day);
  expect(await redactOld(app, { days })).toMatchObject({ messages: 0 });
});
