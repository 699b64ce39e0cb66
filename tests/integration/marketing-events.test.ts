import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RolittKlaviyoEvents } from '#domain/marketing/catalogue.ts';
import type { Operator } from '#domain/operator.ts';
import { deliver, moveShipDate, produce, ship } from '#domain/operator-acts/goods.ts';
import { cancelForOperator } from '#domain/operator-acts/money.ts';
import type { Sandbox } from '#sandbox/server.ts';
import { startSandbox } from '#sandbox/server.ts';
import { backfillEvents } from '#services/backfill-events.ts';
import { actOnOrder, type Decide } from '#services/console/act-on-order.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { seedKlaviyo } from '#services/seed-klaviyo.ts';
import { openPipeline, type Pipeline } from '#tests/crash/pipeline.ts';
import { eventsOf, type Purchase, post, purchase, sessionObject, stripeEvent } from '#tests/factories.ts';
import { createPostgresPlace, type TestPlace } from '#tests/setup/stores.ts';

const ana: Operator = { name: 'ana', role: 'operator' };
const metrics = Object.values(RolittKlaviyoEvents).map(({ metric }) => metric);

let sandbox: Sandbox;
let database: TestPlace;
let app: Pipeline;
beforeAll(async () => {
  [sandbox, database] = await Promise.all([startSandbox(), createPostgresPlace()]);
  app = openPipeline({ place: database.place, sandboxUrl: sandbox.url });
});
afterAll(async () => {
  await app.settled();
  await app.store.close();
  await Promise.all([sandbox.close(), database.drop()]);
});

const recorded = (metric: string, email: string) =>
  sandbox.klaviyo.events().filter((event) => event.metric === metric && event.profile === email);
/** Events of one order are sent side by side: their sequence is no promise. */
const byUniqueId = (a: { uniqueId: string | null }, b: { uniqueId: string | null }) =>
  String(a.uniqueId).localeCompare(String(b.uniqueId));
const identities = () =>
  sandbox.klaviyo
    .events()
    .map(({ id }) => id)
    .sort();
const tell = async (...events: ReturnType<typeof stripeEvent>[]) => {
  for (const event of events) await post(app, event);
  await app.settled();
};
const act = (bought: Purchase, decide: Decide) =>
  actOnOrder(app, ana, {
    request: { orderNo: bought.orderNo, actId: app.ids.newId(), reason: 'Why.' },
    decide,
  });
/** A payment page that lapsed, of somebody who ticked the box for news. */
const lapsed = (bought: Purchase) => {
  const consent = { consent_marketing: `marketing-1 ${new Date().toISOString()}` };
  const { metadata, ...session } = sessionObject(bought);
  const fields = { status: 'expired', payment_status: 'unpaid', payment_intent: null };
  return stripeEvent('checkout.session.expired', {
    ...{ ...session, ...fields },
    metadata: { ...(metadata as object), ...consent },
  });
};

describe('every metric', () => {
  it('comes from something that really happens, with the properties its flow needs', async () => {
    const kept = purchase({ email: 'kept@example.com' });
    const called = purchase({ email: 'called-off@example.com' });
    const failed = purchase({ email: 'failed@example.com' });
    const left = purchase({ email: 'left@example.com' });
    await tell(eventsOf(kept).paid(), eventsOf(called).paid());
    await act(kept, (at, around) => moveShipDate(at, new Date('2028-05-31T00:00:00Z'), around));
    await act(kept, produce);
    await act(kept, (at, around) => ship(at, { carrier: 'DHL', trackingNumber: '1234567890' }, around));
    await act(kept, deliver);
    await act(called, cancelForOperator);
    await tell(
      eventsOf(kept).refund('created', 're_a', 'succeeded', 5_000),
      eventsOf(kept).refund('created', 're_b', 'succeeded', 2_500),
      eventsOf(kept).dispute('created', 'dp_a', 'needs_response'),
      eventsOf(failed).unpaid(),
      eventsOf(failed).delayedFailed(),
      lapsed(left),
    );
    await drainOutbox(app);

    expect(new Set(sandbox.klaviyo.events().map(({ metric }) => metric))).toEqual(new Set(metrics));
    expect(recorded('Refunded Order', 'kept@example.com').sort(byUniqueId)).toMatchObject([
      { uniqueId: 're_a', value: 50, properties: { IsPartial: true, RefundAmount: 50 } },
      { uniqueId: 're_b', value: 25, properties: { IsPartial: true, RefundAmount: 25 } },
    ]);
    expect(recorded('Fulfilled Order', 'kept@example.com')).toMatchObject([
      { uniqueId: kept.orderNo, value: 299, properties: { Carrier: 'DHL', TrackingNumber: '1234567890' } },
    ]);
    expect(recorded('Preorder Success', 'kept@example.com')).toMatchObject([
      { profileAttributes: { properties: { 'Preorder Count': 1, 'Last Color': 'sakura-pink' } } },
    ]);
    expect(recorded('Checkout Abandoned', 'left@example.com')).toMatchObject([
      { properties: { RecoveryURL: expect.stringContaining('https://shop.test/') } },
    ]);
  });

  it('is there to build flows on before the first sale, once however often it is seeded', async () => {
    await seedKlaviyo(app, 'test@example.com');
    await seedKlaviyo(app, 'test@example.com');
    const seeded = sandbox.klaviyo.events().filter(({ profile }) => profile === 'test@example.com');
    expect(seeded.map(({ metric }) => metric).sort()).toEqual([...metrics].sort());
    for (const { properties } of seeded) expect(properties).toMatchObject({ Test: true });
  });

  it('can be sent again as history: the same ids and times, once, and no flow is set off', async () => {
    const bought = purchase({ email: 'history@example.com' });
    await tell(eventsOf(bought).paid(), eventsOf(bought).refund('created', 're_h', 'succeeded', 5_000));
    const terms = { since: new Date(0), metrics: ['Placed Order', 'Refunded Order'], isDryRun: false };
    const dry = await backfillEvents(app, { ...terms, isDryRun: true });
    expect(await backfillEvents(app, terms)).toEqual(dry);
    expect(await backfillEvents(app, terms)).toEqual(dry);
    const rows = (await app.store.list('outbox', { where: { kind: 'klaviyo.event' }, limit: 200 })).rows;
    const history = rows.filter(({ dedupe_key }) => dedupe_key.startsWith('backfill:'));
    const owed = rows.filter(
      ({ dedupe_key, topic }) =>
        !dedupe_key.startsWith('backfill:') && terms.metrics.some((metric) => metric === topic),
    );
    const keys = (messages: typeof rows) => messages.map(({ dedupe_key }) => dedupe_key).sort();
    expect(keys(history)).toEqual(keys(owed).map((key) => `backfill:${key}`));
    const perMetric = terms.metrics.map((metric) => ({
      metric,
      found: owed.filter(({ topic }) => topic === metric).length,
    }));
    expect(dry).toEqual(perMetric);
    const before = identities();
    await drainOutbox(app);
    // The account had them all.
    expect(identities()).toEqual(before);
    const original = rows.find(({ dedupe_key }) => dedupe_key === `refunded-order:re_h`);
    const again = history.find(({ dedupe_key }) => dedupe_key === `backfill:refunded-order:re_h`);
    expect(again?.payload).toEqual({ ...(original?.payload as object), backfill: true });
  });
});

describe('the newsletter', () => {
  it('is asked for by double opt-in, and whoever left it is never put on it again', async () => {
    const email = 'news@example.com';
    const asked = () => sandbox.klaviyo.profiles().find(({ id }) => id === email);
    await tell(lapsed(purchase({ email })));
    expect(asked()).toMatchObject({ consent: 'confirming', lists: ['NEWS01'] });
    sandbox.klaviyo.decide(email, 'unsubscribe');
    await tell(lapsed(purchase({ email })));
    expect(asked()).toMatchObject({ consent: 'unsubscribed' });
    const { rows } = await app.store.list('outbox', { where: { kind: 'klaviyo.subscription' }, limit: 50 });
    const reasons = rows.map(({ last_error }) => last_error).filter((reason) => reason !== null);
    expect(reasons).toContainEqual(expect.stringContaining('Unsubscribed'));
  });
});
