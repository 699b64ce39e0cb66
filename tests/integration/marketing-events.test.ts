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
/** Drains until nothing is owed any more: a busy machine makes a call or a question late, which is tried again. */
const everythingSent = () =>
  expect
    .poll(
      async () => {
        await drainOutbox(app);
        const { rows } = await app.store.list('outbox', { where: { kind: 'klaviyo.event' }, limit: 200 });
        return rows.filter(({ status }) => status === 'pending' || status === 'sending').length;
      },
      { timeout: 15_000 },
    )
    .toBe(0);
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

type Bought = Record<'kept' | 'called' | 'failed' | 'left', Purchase>;

/** What each metric tells of whom, one event after the other. */
const tellings = ({ kept, called, failed, left }: Bought): [string, keyof Bought, ...object[]][] => [
  ['Placed Order', 'kept', { uniqueId: kept.orderNo, value: 299, properties: { PaymentMethod: 'stripe' } }],
  [
    'Ordered Product',
    'kept',
    { uniqueId: `${kept.orderNo}:rolitt-companion`, value: 299, properties: { Quantity: 1, RowTotal: 299 } },
  ],
  [
    'Preorder Success',
    'kept',
    {
      ...{ uniqueId: `${kept.orderNo}:preorder`, value: null, properties: { amount: 299, currency: 'USD' } },
      profileAttributes: { properties: { 'Preorder Count': 1, 'Last Color': 'sakura-pink' } },
    },
  ],
  [
    'Preorder Delayed',
    'kept',
    { value: null, properties: { NewShipWindow: '2028-05-31', ShipsBy: '2028-05-31' } },
  ],
  [
    'Fulfilled Order',
    'kept',
    { uniqueId: kept.orderNo, value: 299, properties: { Carrier: 'DHL', TrackingNumber: '1234567890' } },
  ],
  [
    'Delivered',
    'kept',
    { uniqueId: `${kept.orderNo}:delivered`, value: null, properties: { Carrier: 'DHL' } },
  ],
  [
    'Refunded Order',
    'kept',
    { uniqueId: 're_a', value: 50, properties: { IsPartial: true, RefundAmount: 50 } },
    { uniqueId: 're_b', value: 25, properties: { IsPartial: true, RefundAmount: 25 } },
  ],
  [
    'Dispute Opened',
    'kept',
    { uniqueId: 'dp_a', value: null, properties: { DisputeId: 'dp_a', Amount: 299 } },
  ],
  [
    'Cancelled Order',
    'called',
    { uniqueId: called.orderNo, value: 299, properties: { Reason: expect.stringMatching(/^[a-z_]+$/) } },
  ],
  [
    'Payment Failed',
    'failed',
    {
      ...{ uniqueId: `${failed.orderNo}:failed`, value: null },
      properties: { Amount: 299, RetryURL: 'https://shop.test/?color=sakura-pink' },
    },
  ],
  [
    'Started Checkout',
    'left',
    { uniqueId: `${left.orderNo}:checkout`, value: 299, properties: { OrderNumber: left.orderNo } },
  ],
  [
    'Checkout Abandoned',
    'left',
    {
      ...{ uniqueId: `${left.orderNo}:abandoned`, value: 299 },
      properties: { RecoveryURL: expect.stringContaining('https://shop.test/recover?key=') },
    },
  ],
];

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
    await everythingSent();

    expect(new Set(sandbox.klaviyo.events().map(({ metric }) => metric))).toEqual(new Set(metrics));
    const emails = { kept: 'kept', called: 'called-off', failed: 'failed', left: 'left' };
    for (const [metric, whose, ...told] of tellings({ kept, called, failed, left }))
      expect(
        recorded(metric, `${emails[whose]}@example.com`).sort(byUniqueId),
        `${metric} of ${whose}`,
      ).toMatchObject(told);
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
