import { beforeEach, describe, expect, it } from 'vitest';
import { SignatureVerificationError } from '#libs/payments/core/payment-errors.ts';
import { receiveWebhook } from '#services/receive-webhook.ts';
import { sweepWebhookLogs } from '#services/sweep-webhook-logs.ts';
import {
  eventsOf,
  post,
  purchase,
  sessionObject,
  signed,
  stripeEvent,
  webhookSecret,
} from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

type Events = ReturnType<typeof eventsOf>;

let app: TestContext;
onEveryStore((store) => {
  beforeEach(() => {
    app = createTestContext({ store: store() });
  });

  const rows = async <T extends Parameters<TestContext['store']['list']>[0]>(table: T) =>
    (await app.store.list(table, { limit: 200 })).rows;
  const onlyOrder = async () => {
    const orders = await rows('payment_orders');
    expect(orders).toHaveLength(1);
    return orders[0];
  };

  /** Passes the time in which the one early event is tried again. */
  async function giveUp(): Promise<void> {
    for (const seconds of [60, 300, 1800, 86_400]) {
      app.clock.pass(seconds);
      expect(await sweepWebhookLogs(app)).toMatchObject({ driven: 1 });
    }
  }

  describe('a refund that overtakes its payment', () => {
    it('waits, and is booked as soon as the order is born', async () => {
      const events = eventsOf(purchase());
      const early = await post(app, events.refund('created', 're_1', 'succeeded', 29_900));
      expect(early.status).toBe(200);
      expect(await rows('webhook_logs')).toMatchObject([
        { status: 'failed', error_code: 'order_unknown', attempts: 1 },
      ]);
      await post(app, events.paid());
      await app.settled();
      expect(await onlyOrder()).toMatchObject({ status: 'refunded' });
      expect(await rows('preorders')).toMatchObject([{ status: 'refunded' }]);
    });

    it.each([
      ['refund', 'refunded', (events: Events) => events.refund('created', 're_1', 'succeeded', 29_900)],
      ['dispute', 'disputed', (events: Events) => events.dispute('created', 'dp_1', 'needs_response')],
    ])('is booked even when the payment was stuck for days: a %s', async (_, status, early) => {
      const events = eventsOf(purchase());
      await post(app, early(events));
      await giveUp();
      expect(await rows('webhook_logs')).toMatchObject([{ status: 'ignored', error_code: 'not_ours' }]);
      app.clock.pass(3 * 86_400);

      await post(app, events.paid());
      await app.settled();

      expect(await onlyOrder()).toMatchObject({ status });
      const logs = await rows('webhook_logs');
      expect(logs.map((log) => log.status)).toEqual(['success', 'success']);
    });

    it('stays done with when a payment of somebody else is booked', async () => {
      await post(app, eventsOf(purchase()).refund('created', 're_1', 'succeeded', 100));
      await giveUp();
      await post(app, eventsOf(purchase()).paid());
      await app.settled();
      const logs = await rows('webhook_logs');
      expect(logs).toContainEqual(expect.objectContaining({ status: 'ignored', attempts: 5 }));
    });

    it("is taken for somebody else's after a day without an order", async () => {
      await post(app, eventsOf(purchase()).refund('created', 're_1', 'succeeded', 100));
      await giveUp();
      expect(await rows('webhook_logs')).toMatchObject([
        { status: 'ignored', error_code: 'not_ours', attempts: 5 },
      ]);
      app.clock.pass(1_000_000);
      expect(await sweepWebhookLogs(app)).toMatchObject({ driven: 0 });
    });
  });

  describe('what is not for us', () => {
    it('without our metadata is logged as ignored, with a hint how to add it', async () => {
      const foreign = stripeEvent('checkout.session.completed', sessionObject(purchase(), { metadata: {} }));
      expect((await post(app, foreign)).status).toBe(200);
      const [log] = await rows('webhook_logs');
      expect(log).toMatchObject({ status: 'ignored', error_code: 'not_ours' });
      expect(log?.result).toContain('--ours');
      expect(await rows('payment_orders')).toHaveLength(0);
    });

    it('of the other mode is stored as ignored', async () => {
      await post(app, eventsOf(purchase()).paid({ livemode: true }));
      expect(await rows('webhook_logs')).toMatchObject([{ status: 'ignored', error_code: 'other_livemode' }]);
    });

    it('of another account is stored as failed for a person to see', async () => {
      await post(app, eventsOf(purchase()).paid({ account: 'acct_other' }));
      expect(await rows('webhook_logs')).toMatchObject([
        { status: 'failed', error_code: 'foreign_account', next_attempt_at: null },
      ]);
    });

    it('but genuinely signed garbage is stored with its body and answered 200', async () => {
      for (const body of ['{"id":', '[]', 'null', '{"id":"evt_x","type":1}', 'a\u0000b']) {
        expect((await post(app, body)).status).toBe(200);
      }
      const logs = await rows('webhook_logs');
      expect(logs).toHaveLength(5);
      expect(logs.every(({ status, raw_data }) => status === 'failed' && raw_data.length > 0)).toBe(true);
    });
  });

  describe('a forged notification', () => {
    it.each([
      ['signed with another secret', { at: 0, secret: 'whsec_other_secret_00000' }],
      ['signed six minutes ago', { at: -360, secret: webhookSecret }],
      ['signed six minutes ahead', { at: 360, secret: webhookSecret }],
    ])('%s is refused with 400, counted, and nothing is stored', async (_, { at, secret }) => {
      const now = Math.floor(app.clock.now().getTime() / 1000);
      const delivery = signed(JSON.stringify(eventsOf(purchase()).paid()), { at: now + at, secret });
      expect((await receiveWebhook(app, 'stripe', delivery)).status).toBe(400);
      expect(app.forgeries.total()).toBe(1);
      expect(await rows('webhook_logs')).toHaveLength(0);
    });

    it('never reaches the translator', () => {
      const delivery = { headers: new Headers(), body: new TextEncoder().encode('{}') };
      expect(() => app.payments.provider('stripe').parseWebhook(delivery, app.clock.now())).toThrow(
        SignatureVerificationError,
      );
    });
  });
});
