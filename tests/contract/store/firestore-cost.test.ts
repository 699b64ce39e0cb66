import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AppContext } from '#services/app-context.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { receiveWebhook } from '#services/receive-webhook.ts';
import { lookForDoublePayments } from '#services/reconcile/look-for-double-payments.ts';
import { sweepWebhookLogs } from '#services/sweep-webhook-logs.ts';
import { openPipeline, type Pipeline } from '#tests/crash/pipeline.ts';
import { eventsOf, post, purchase, signed } from '#tests/factories.ts';
import { klaviyoAccount } from '#tests/klaviyo-account.ts';
import { type FirestoreProxy, startFirestoreProxy } from '#tests/setup/firestore-proxy.ts';
import { databases, type TestPlace } from '#tests/setup/stores.ts';

/** What one thing costs: documents read, and written in so many batches. */
type Cost = { readonly reads: number; readonly writes: number; readonly batches: number };

let buyers = 0;
/** What a buyer costs must not depend on what the same one bought before. */
const newBuyer = () => purchase({ email: `buyer-${++buyers}@example.com` });

const none: Cost = { reads: 0, writes: 0, batches: 0 };

describe.skipIf(inject('firestoreHost') === null)('on Firestore,', () => {
  let database: TestPlace;
  let proxy: FirestoreProxy;
  let pipeline: Pipeline;
  /** The pipeline up to its answer: what follows the answer is counted by itself. */
  let app: AppContext;
  const figures: string[] = [];

  beforeAll(async () => {
    const createPlace = new Map(databases).get('Firestore');
    if (!createPlace) throw new Error('There is no Firestore.');
    database = await createPlace();
    if (database.place.kind !== 'Firestore') throw new Error('This is no Firestore.');
    proxy = await startFirestoreProxy(database.place.host);
    const place = { ...database.place, host: proxy.host };
    pipeline = openPipeline({ place, sandboxUrl: 'http://127.0.0.1:9', drainsByItself: false });
    app = { ...pipeline, defer: () => {} };
  });
  afterAll(async () => {
    process.stdout.write(`\n${figures.map((line) => `cost on Firestore: ${line}`).join('\n')}\n`);
    await pipeline.store.close();
    await proxy.close();
    await database.drop();
  });

  /** Measures a few times and keeps the least: whether writing is allowed is asked every two seconds, whoever writes then. */
  async function costOf(what: string, once: () => Promise<() => Promise<unknown>>): Promise<Cost> {
    const seen: Cost[] = [];
    for (let time = 0; time < 3; time++) {
      const work = await once();
      proxy.usage();
      await work();
      seen.push(await costSoFar());
    }
    const sum = ({ reads, batches }: Cost) => reads + batches;
    const least = seen.reduce((a, b) => (sum(b) < sum(a) ? b : a));
    figures.push(`${what}: ${least.reads} reads, ${least.batches} batches of ${least.writes} documents`);
    return least;
  }

  /** A question that found nothing is counted when its answer ends, a moment after the answer has been read. */
  async function costSoFar(): Promise<Cost> {
    let [sum, more] = [none, true];
    while (more) {
      const { reads, writes, commits } = proxy.usage();
      more = reads + commits.length > 0;
      sum = {
        reads: sum.reads + reads,
        writes: sum.writes + writes,
        batches: sum.batches + commits.length,
      };
      await wait(10);
    }
    return sum;
  }

  /** Every event arrives, so that none is due again in the middle of a measurement. */
  const delivering = (): AppContext => {
    const sent = async () => ({ kind: 'sent' as const });
    return { ...app, deliveries: { ...app.deliveries, 'klaviyo.event': sent } };
  };

  const accepted = async (...given: Parameters<typeof post>) =>
    expect((await post(...given)).status).toBe(200);

  it('a new order costs one batch and no read', async () => {
    const cost = await costOf('new order', async () => {
      const { paid } = eventsOf(newBuyer());
      return () => accepted(app, paid());
    });
    expect(cost).toMatchObject({ reads: 0, batches: 1 });
  });

  it('the same event again costs one read and writes nothing', async () => {
    const cost = await costOf('duplicate, whose batch is refused', async () => {
      const paid = eventsOf(newBuyer()).paid();
      await accepted(app, paid);
      return () => accepted(app, paid);
    });
    expect(cost.reads).toBeLessThanOrEqual(1);
  });

  it('even where whether writing is allowed has to be asked too, both stay within their goals', async () => {
    const place = { ...database.place, host: proxy.host };
    const cold = openPipeline({ place, sandboxUrl: 'http://127.0.0.1:9', drainsByItself: false });
    const paid = eventsOf(newBuyer()).paid();
    proxy.usage();
    await accepted({ ...cold, defer: () => {} }, paid);
    expect(await costSoFar()).toMatchObject({ reads: 1, batches: 1 });
    await cold.store.close();
    const again = openPipeline({ place, sandboxUrl: 'http://127.0.0.1:9', drainsByItself: false });
    await accepted({ ...again, defer: () => {} }, paid);
    expect((await costSoFar()).reads).toBeLessThanOrEqual(2);
    await again.store.close();
  });

  it('a payment told by a second event, and a refund of it, cost two batches at most', async () => {
    const second = await costOf('second event of one payment, whose first batch is refused', async () => {
      const { paid } = eventsOf(newBuyer());
      await accepted(app, paid());
      return () => accepted(app, paid());
    });
    const refund = await costOf('refund', async () => {
      const bought = newBuyer();
      const events = eventsOf(bought);
      await accepted(app, events.paid());
      return () => accepted(app, events.refund('created', `re_${bought.sessionId}`, 'succeeded', 29_900));
    });
    expect(refund.batches).toBe(1);
    expect(second.batches).toBeLessThanOrEqual(2);
    expect(refund.reads).toBeLessThanOrEqual(6);
  });

  it('a forged notification costs nothing', async () => {
    const at = Math.floor(Date.now() / 1000);
    const cost = await costOf('forged notification', async () => {
      const body = JSON.stringify(eventsOf(newBuyer()).paid());
      const forged = signed(body, { at, secret: 'whsec_somebody_else_0000' });
      return async () => expect((await receiveWebhook(app, 'stripe', forged)).status).toBe(400);
    });
    expect(cost).toEqual(none);
  });

  it('looking for work where there is none costs one read per shard', async () => {
    await drainOutbox(delivering());
    const nothing = async (work: () => Promise<unknown>) => work;
    const sweep = await costOf('sweep with nothing to do', () => nothing(() => sweepWebhookLogs(app)));
    const claim = await costOf('claim with nothing to do', () => nothing(() => drainOutbox(app)));
    for (const cost of [sweep, claim]) expect(cost).toEqual({ reads: 3, writes: 0, batches: 0 });
  });

  it('looking for double payments where nothing was paid costs one read per shard, and two reads and a write for its bookmark', async () => {
    let now = app.clock.now().getTime();
    const later = () => {
      now += 900_000;
      return lookForDoublePayments({ ...app, clock: { now: () => new Date(now) } });
    };
    await later();
    const cost = await costOf('look for double payments with nothing paid', async () => later);
    expect(cost).toEqual({ reads: 5, writes: 1, batches: 1 });
  });

  it('sending what an order promised writes each message twice: one batch takes them, one settles what ends at once, one the rest', async () => {
    const cost = await costOf('outbox of one order, sent', async () => {
      await accepted(app, eventsOf(newBuyer()).paid());
      return () => drainOutbox(delivering());
    });
    expect(cost).toMatchObject({ writes: 8, batches: 3 });
  });

  it('leave to call Klaviyo costs one read and one write for all calls that wait together', async () => {
    const cost = await costOf('lease of a block of calls', async () => {
      const { eventCalls } = klaviyoAccount({ apiBase: 'http://127.0.0.1:9', ...app });
      return () => Promise.all(Array.from({ length: 20 }, () => eventCalls.take()));
    });
    expect(cost).toEqual({ reads: 1, writes: 1, batches: 1 });
  });

  it('a result page that finds its order costs what it shows', async () => {
    const cost = await costOf('an order found by its session', async () => {
      const bought = newBuyer();
      await accepted(app, eventsOf(bought).paid());
      return () => app.store.load({ order: { method: 'stripe', sessionId: bought.sessionId } });
    });
    expect(cost.reads).toBeLessThanOrEqual(5);
  });
});
