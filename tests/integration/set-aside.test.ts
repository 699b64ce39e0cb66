import { beforeEach, describe, expect, it } from 'vitest';
import type { Operator } from '#domain/operator.ts';
import type { Store } from '#libs/store/store.ts';
import { incidents } from '#services/console/queries/incidents.ts';
import { attention } from '#services/console/queries/overview.ts';
import { railCounts } from '#services/console/queries/rail-counts.ts';
import { webhook } from '#services/console/queries/webhook.ts';
import { webhooks } from '#services/console/queries/webhooks.ts';
import { eventsToRecover } from '#services/console/recover-events.ts';
import { previewReplay, replayEvent } from '#services/console/replay-event.ts';
import { setAsideEvent } from '#services/console/set-aside-event.ts';
import { sweepWebhookLogs } from '#services/sweep-webhook-logs.ts';
import { watchForIncidents } from '#services/watch-for-incidents.ts';
import { eventsOf, post, purchase, type StripeEventJson } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const ana: Operator = { name: 'Ana', role: 'operator' };
const ben: Operator = { name: 'Ben', role: 'operator' };
const mira: Operator = { name: 'Mira', role: 'viewer' };
const reason = 'it is of our other account';

onEveryStore((store) => {
  let app: TestContext;
  beforeEach(() => {
    app = createTestContext({ store: store(), alertChannels: ['email'] });
  });

  const rowOf = async ({ id: event_id }: StripeEventJson) => {
    const [row] = (await app.store.list('webhook_logs', { where: { event_id }, limit: 1 })).rows;
    if (!row) throw new Error(`${event_id} is not in the log`);
    return row;
  };
  const linesOf = async (subject_id: string) =>
    (await app.store.list('activity_logs', { where: { subject_id }, limit: 50 })).rows;
  const aside = async (event: StripeEventJson, operator = ana) =>
    setAsideEvent(app, operator, { id: (await rowOf(event)).id, reason });

  /** An event that no replay will ever mend. */
  async function foreign(): Promise<StripeEventJson> {
    const event = eventsOf(purchase()).paid({ account: 'acct_other' });
    await post(app, event);
    return event;
  }

  /** A refund that waits for its payment, which is tried again by itself. */
  async function early(bought = purchase()): Promise<StripeEventJson> {
    const event = eventsOf(bought).refund('created', `re_${bought.orderNo}`, 'succeeded', 10_000);
    await post(app, event);
    return event;
  }

  describe('an event that was set aside', () => {
    it('keeps its body, its failure and who set it aside and why', async () => {
      const event = await foreign();
      const before = await rowOf(event);
      app.clock.pass(60);

      expect(await aside(event)).toBe('done');
      const after = await rowOf(event);
      expect(after).toEqual({ ...before, status: 'set_aside', updated_at: app.clock.now() });
      expect(await linesOf(after.id)).toMatchObject([
        { action: 'webhook.set_aside', actor: 'operator:Ana', data: { reason, event_id: event.id } },
      ]);
      expect(await webhook(app, ana, after.id)).toMatchObject({
        status: 'set_aside',
        tries: [{ status: 'failed', error_code: 'foreign_account' }],
        acts: [{ message: `Set aside, because: ${reason}` }],
        may: { replay: true, setAside: false },
      });
    });

    it('asks for nobody any more, and its alert is over', async () => {
      const event = await foreign();
      await app.settled();
      expect(await attention(app, mira)).toMatchObject({ needs: [{ id: 'failed_events' }] });
      expect(await railCounts(app, mira)).toMatchObject({ webhooks: { count: 1 }, incidents: { count: 1 } });

      await aside(event);
      expect((await attention(app, mira)).needs).toEqual([]);
      expect(await watchForIncidents(app)).toEqual({ opened: [], grown: [], closed: ['failed_events'] });
      expect(await railCounts(app, mira)).toMatchObject({ webhooks: { count: 0 }, incidents: { count: 0 } });
      expect((await incidents(app, mira)).errors).toEqual([]);
    });

    it('is looked at for incidents at once', async () => {
      const event = await foreign();
      await app.settled();
      app.clock.pass(61);
      await aside(event);
      await app.settled();
      expect((await app.store.list('incidents', { limit: 5 })).rows).toMatchObject([{ status: 'closed' }]);
    });

    it('is driven neither by cron, nor by its payment, nor when it is delivered again', async () => {
      const bought = purchase();
      const event = await early(bought);
      await aside(event);
      const before = await rowOf(event);

      app.clock.pass(90_000);
      expect(await sweepWebhookLogs(app)).toEqual({ driven: 0, applied: 0 });
      await post(app, eventsOf(bought).paid());
      await app.settled();
      expect((await post(app, event)).status).toBe(200);
      expect(await rowOf(event)).toEqual(before);
    });

    it('is found by its status and by its payment, and not among the failed', async () => {
      const bought = purchase();
      const [event, other] = [await early(bought), await early()];
      await aside(event);
      const found = async (fields: object) => {
        const until = new Date(app.clock.now().getTime() + 1);
        const all = { view: 'all', status: null, provider: null, event: null, search: '' } as const;
        const filter = { ...all, from: new Date(0), until, ...fields };
        return (await webhooks(app, mira, { filter })).rows.map(({ event_id }) => event_id);
      };
      expect(await found({ status: 'set_aside' })).toEqual([event.id]);
      expect(await found({ view: 'failed' })).toEqual([other.id]);
      expect(await found({ search: bought.tradeNo ?? '' })).toEqual([event.id]);
    });

    it('is not recovered among everything that failed or was ignored', async () => {
      const event = await early();
      await aside(event);
      const since = new Date(0);
      expect(await eventsToRecover(app, ana, { since })).toEqual([]);
      expect(await eventsToRecover(app, ana, { since, status: 'ignored' })).toEqual([]);
      expect(await eventsToRecover(app, ana, { since, status: 'set_aside' })).toHaveLength(1);
    });

    it('is taken back by a replay, which applies it when it can be applied now', async () => {
      const bought = purchase();
      const event = await early(bought);
      await aside(event);
      await post(app, eventsOf(bought).paid());
      await app.settled();

      expect(await previewReplay(app, ana, event.id)).toMatchObject({ verdict: 'applies' });
      expect(await replayEvent(app, ana, { id: event.id, reason })).toMatchObject({ verdict: 'applies' });
      expect(await rowOf(event)).toMatchObject({ status: 'success', history: [{ status: 'failed' }] });
    });

    it('waits for a person again after a replay that failed, as its dry run said', async () => {
      const event = await foreign();
      await aside(event);
      const dry = await previewReplay(app, ana, event.id);
      expect(dry).toMatchObject({ verdict: 'fails' });
      expect(dry.sentence).toContain('waits for a person from then on');

      await replayEvent(app, ana, { id: event.id, reason });
      expect(await rowOf(event)).toMatchObject({ status: 'failed', attempts: 2 });
      expect(await aside(event)).toBe('done');
    });
  });

  describe('is not set aside, and is left as it is,', () => {
    it('an event that is applied, ignored, set aside already or unknown', async () => {
      const applied = eventsOf(purchase()).paid();
      const ignored = eventsOf(purchase()).paid({ livemode: true });
      for (const event of [applied, ignored]) await post(app, event);
      const failed = await foreign();
      await aside(failed);
      await app.settled();
      const before = await Promise.all([applied, ignored, failed].map(rowOf));

      expect(await aside(applied)).toBe('success');
      expect(await aside(ignored)).toBe('ignored');
      expect(await aside(failed, ben)).toBe('set_aside');
      expect(await setAsideEvent(app, ana, { id: 'nothing-like-it', reason })).toBe('unknown');
      expect(await Promise.all([applied, ignored, failed].map(rowOf))).toEqual(before);
      expect(await linesOf(before[2]?.id ?? '')).toHaveLength(1);
    });

    it('an event for a viewer, or without a reason', async () => {
      const event = await foreign();
      const { id } = await rowOf(event);
      await expect(aside(event, mira)).rejects.toMatchObject({ code: 'not_allowed' });
      await expect(setAsideEvent(app, ana, { id, reason: ' ' })).rejects.toThrow('needs a reason');
      expect(await rowOf(event)).toMatchObject({ status: 'failed' });
      expect(await linesOf(id)).toEqual([]);
    });
  });

  describe('at the same moment', () => {
    it('two operators set it aside once, and the second is told', async () => {
      const event = await foreign();
      const outcomes = await Promise.all([aside(event, ana), aside(event, ben)]);
      expect(outcomes.toSorted()).toEqual(['done', 'set_aside']);
      expect(await linesOf((await rowOf(event)).id)).toHaveLength(1);
    });

    /** What happens between the look of a commit's maker and the commit. */
    const meanwhile = (happens: () => Promise<unknown>): TestContext => {
      let isOver = false;
      const commit: Store['commit'] = async (changes) => {
        if (!isOver) {
          isOver = true;
          await happens();
        }
        return app.store.commit(changes);
      };
      return { ...app, store: { ...app.store, commit } };
    };

    it('an event that is applied meanwhile stays applied, and the operator is told', async () => {
      const bought = purchase();
      const event = await early(bought);
      const { id } = await rowOf(event);
      await post({ ...app, followBirth: async () => {} }, eventsOf(bought).paid());
      const racing = meanwhile(() => post(app, event));
      expect(await setAsideEvent(racing, ana, { id, reason })).toBe('success');
      expect(await rowOf(event)).toMatchObject({ status: 'success' });
      expect(await linesOf(id)).toEqual([]);
    });

    it('an event that is being driven is not applied once it is set aside', async () => {
      const bought = purchase();
      const event = await early(bought);
      await post({ ...app, followBirth: async () => {} }, eventsOf(bought).paid());
      const racing = meanwhile(() => aside(event));
      expect((await post(racing, event)).status).toBe(200);
      expect(await rowOf(event)).toMatchObject({ status: 'set_aside', attempts: 1 });
      const { rows } = await app.store.list('payment_orders', { limit: 5 });
      expect(rows).toMatchObject([{ amount_refunded: 0 }]);
    });
  });
});
