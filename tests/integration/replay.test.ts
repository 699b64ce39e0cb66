import { describe, expect, it } from 'vitest';
import type { Operator } from '#domain/operator.ts';
import type { AppContext } from '#services/app-context.ts';
import { countVerdicts, eventsToRecover, recoverEvents } from '#services/console/recover-events.ts';
import { previewReplay, replayEvent } from '#services/console/replay-event.ts';
import { sweepWebhookLogs } from '#services/sweep-webhook-logs.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext } from '#tests/test-context.ts';

const ana: Operator = { name: 'Ana', role: 'operator' };
const reason = 'Launch-day price honoured';

/** The same shop after its owner changed the price of everything. */
function repriced(app: AppContext, amount: number): AppContext {
  const [offer, ...others] = app.catalog.offers;
  return {
    ...app,
    catalog: { ...app.catalog, offers: [{ ...offer, prices: { ...offer.prices, USD: amount } }, ...others] },
  };
}

async function everything({ store }: AppContext) {
  const tables = [
    'payment_orders',
    'payment_transactions',
    'preorders',
    'webhook_logs',
    'outbox',
    'activity_logs',
  ] as const;
  const pages = await Promise.all(tables.map((table) => store.list(table, { limit: 200 })));
  return Object.fromEntries(tables.map((table, nth) => [table, pages[nth]?.rows ?? []]));
}

const onlyLog = async ({ store }: AppContext, event_id: string) =>
  (await store.list('webhook_logs', { where: { event_id }, limit: 1 })).rows[0];

onEveryStore((store) => {
  const open = () => createTestContext({ store: store() });

  describe('a payment that is held because its amount was wrong', () => {
    const bought = () => purchase({ unitAmount: 29_900 });
    const chargedLess = (event: ReturnType<typeof eventsOf>) =>
      event.paid({}, { amount_subtotal: 27_900, amount_total: 27_900 });

    it('is released by a replay once the catalogue asks that amount, with all that a payment owes', async () => {
      const app = open();
      const event = chargedLess(eventsOf(bought()));
      await post(app, event);
      const before = await everything(app);
      expect(before.payment_orders).toMatchObject([{ needs_attention: 'amount_mismatch', status: 'paid' }]);
      const mended = repriced(app, 27_900);

      const dry = await previewReplay(mended, ana, event.id);
      expect(dry).toMatchObject({ verdict: 'applies', eventId: event.id });
      expect(dry.diff).toContainEqual(
        expect.objectContaining({
          sign: '~',
          record: 'order',
          fields: [{ name: 'needs_attention', before: 'amount_mismatch', after: null }],
        }),
      );
      expect(dry.diff.filter(({ sign }) => sign === '+').map(({ record }) => record)).toEqual(
        expect.arrayContaining(['preorder', 'message']),
      );
      expect(await everything(app)).toEqual(before);

      await replayEvent(mended, ana, { id: event.id, reason });
      const after = await everything(app);
      expect(after.payment_orders).toMatchObject([{ needs_attention: null, amount: 27_900 }]);
      expect(after.preorders).toMatchObject([{ status: 'confirmed' }]);
      expect(after.payment_transactions).toHaveLength(1);
      expect(after.outbox?.length).toBeGreaterThanOrEqual(4);
      expect(await onlyLog(app, event.id)).toMatchObject({
        status: 'success',
        attempts: 2,
        history: [{ error_code: 'amount_mismatch' }],
      });
      await app.settled();
    });

    it('stays held while the catalogue asks something else', async () => {
      const app = open();
      const event = chargedLess(eventsOf(bought()));
      await post(app, event);
      const dry = await previewReplay(repriced(app, 25_900), ana, event.id);

      expect(dry).toMatchObject({ verdict: 'nothing', diff: [] });
      expect(dry.sentence).toContain('Still held back (amount_mismatch)');
    });

    it('is not released by a delivery, whatever the catalogue asks', async () => {
      const app = open();
      const event = chargedLess(eventsOf(bought()));
      await post(app, event);
      await post(repriced(app, 27_900), event);

      expect((await everything(app)).preorders).toEqual([]);
    });
  });

  it('an event that is applied already changes nothing and says so, however often it is replayed', async () => {
    const app = open();
    const event = eventsOf(purchase()).paid();
    await post(app, event);
    await app.settled();
    const before = await everything(app);

    const first = await replayEvent(app, ana, { id: event.id, reason });
    await app.settled();
    expect(first).toMatchObject({
      verdict: 'nothing',
      sentence: 'Already applied: nothing will change.',
      diff: [],
    });
    expect(await previewReplay(app, ana, event.id)).toMatchObject({ verdict: 'nothing' });
    expect(await everything(app)).toEqual(before);
  });

  it('an event that was taken for somebody else’s is applied once its order is there, and who and why is on record', async () => {
    const app = open();
    const bought = purchase();
    const events = eventsOf(bought);
    const refund = events.refund('created', 're_early', 'succeeded', 29_900);
    await post(app, refund);
    for (let tries = 0; tries < 5; tries++) {
      app.clock.pass(90_000);
      await sweepWebhookLogs(app);
    }
    expect(await onlyLog(app, refund.id)).toMatchObject({ status: 'ignored' });
    // The process ends before what follows a birth.
    await post({ ...app, followBirth: async () => {} }, events.paid());
    await app.settled();

    const applied = await replayEvent(app, ana, { id: refund.id, reason });
    expect(applied).toMatchObject({ verdict: 'applies' });
    const { payment_orders, activity_logs } = await everything(app);
    expect(payment_orders).toMatchObject([{ status: 'refunded' }]);
    const row = await onlyLog(app, refund.id);
    expect(activity_logs).toContainEqual(
      expect.objectContaining({
        subject_type: 'webhook_log',
        subject_id: row?.id,
        action: 'webhook.replayed',
        actor: 'operator:Ana',
        data: { reason, event_id: refund.id, outcome: 'success' },
      }),
    );
    await app.settled();
  });

  it('two operators who replay the same event at once apply it once', async () => {
    const app = open();
    const bought = purchase();
    const refund = eventsOf(bought).refund('created', `re_${bought.orderNo}`, 'succeeded', 10_000);
    await post(app, refund);
    const paid = eventsOf(bought).paid();
    await post({ ...app, followBirth: async () => {} }, paid);

    const verdicts = await Promise.all([1, 2].map(() => replayEvent(app, ana, { id: refund.id, reason })));
    expect(verdicts.map(({ verdict }) => verdict)).toContain('applies');
    const { payment_transactions, payment_orders } = await everything(app);
    expect(payment_transactions).toHaveLength(2);
    expect(payment_orders).toMatchObject([{ amount_refunded: 10_000 }]);
    await app.settled();
  });

  it('everything that failed since a moment is counted first and then driven, the oldest first', async () => {
    const app = open();
    const lost = purchase();
    const refunds = ['re_one', 're_two'].map((id) =>
      eventsOf(lost).refund('created', id, 'succeeded', 5_000),
    );
    const stranger = eventsOf(purchase()).refund('created', 're_three', 'succeeded', 1_000);
    for (const event of [...refunds, stranger]) {
      await post(app, event);
      app.clock.pass(10);
    }
    await post({ ...app, followBirth: async () => {} }, eventsOf(lost).paid());
    const since = new Date(app.clock.now().getTime() - 3_600_000);
    const ids = (await eventsToRecover(app, ana, { since })).map(({ id }) => id);

    const dry = await recoverEvents(app, ana, { ids, reason: null });
    expect(countVerdicts(dry.lines)).toEqual({ applies: 2, nothing: 0, ignored: 0, fails: 1, unknown: 0 });
    expect(dry.lines.map(({ id }) => id)).toEqual([...refunds, stranger].map(({ id }) => id));
    expect(await onlyLog(app, stranger.id)).toMatchObject({ attempts: 1 });

    const done = await recoverEvents(app, ana, { ids, reason });
    expect(countVerdicts(done.lines)).toMatchObject({ applies: 2, fails: 1 });
    expect((await everything(app)).payment_orders).toMatchObject([{ amount_refunded: 10_000 }]);
    await app.settled();
  });
});

describe('who may replay', () => {
  it('is an operator with a reason', async () => {
    const app = createTestContext();
    const event = eventsOf(purchase()).paid();
    await post(app, event);
    const viewer: Operator = { name: 'Mia', role: 'viewer' };

    await expect(previewReplay(app, viewer, event.id)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(replayEvent(app, viewer, { id: event.id, reason })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    await expect(eventsToRecover(app, viewer, { since: new Date(0) })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    await expect(replayEvent(app, ana, { id: event.id, reason: ' ' })).rejects.toThrow('needs a reason');
  });
});
