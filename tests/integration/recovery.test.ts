import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KlaviyoEvent } from '#domain/marketing/event.ts';
import { openRecovery } from '#libs/auth/recovery-link.ts';
import { DeliveryError } from '#libs/deliveries/delivery.ts';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { leaveCheckout } from '#services/leave-checkout.ts';
import type { CheckoutIntent } from '#services/payment-page-request.ts';
import { recoveryPage } from '#services/queries/recovery-page.ts';
import { recoverCheckout } from '#services/recover-checkout.ts';
import { settleEvent } from '#services/settle-event.ts';
import { startCheckout } from '#services/start-checkout.ts';
import { post, purchase, sessionObject, sessionSecret, stripeEvent } from '#tests/factories.ts';
import { seededPrices } from '#tests/seeded-prices.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const intent: CheckoutIntent = {
  sku: 'rolitt-companion',
  color: 'red',
  quantity: 2,
  email: 'ada@example.com',
  userId: null,
  locale: 'zh',
  country: 'DE',
  utm: { source: 'letter', landing_page: '/zh' },
  consents: { marketing: 'marketing-1' },
  discountCode: 'ROLITT10',
  openSessionId: null,
};

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ prices: seededPrices() });
});
afterAll(() => sandbox.close());

const sessionCount = () => sandbox.stripe.sessions().length;
const sessionOf = (id: string) => sandbox.stripe.sessions().find((session) => session.id === id);
const pay = (sessionId: string) =>
  fetch(`${sandbox.url}/_sandbox/stripe/sessions/${sessionId}/pay`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ outcome: 'pay', email: 'ada@example.com', name: 'Ada Lovelace' }),
  });

onEveryStore((store) => {
  let app: TestContext;
  const context = (options: Parameters<typeof createTestContext>[0] = {}) => {
    const made = createTestContext({ store: store(), stripeApi: sandbox.url, ...options });
    const start = Date.now();
    let passed = 0;
    const clock = {
      now: () => new Date(start + passed),
      pass: (seconds: number) => {
        passed += seconds * 1000;
      },
    };
    return Object.assign(made, { clock });
  };
  beforeEach(() => {
    app = context();
  });

  async function start(choice: Partial<CheckoutIntent> = {}): Promise<string> {
    const started = await startCheckout(app, { ...intent, ...choice });
    if (started.kind !== 'redirect') throw new Error(`refused: ${started.code}`);
    return started.sessionId;
  }
  /** A checkout whose payment page lapses. */
  async function abandon(choice: Partial<CheckoutIntent> = {}): Promise<string> {
    const sessionId = await start(choice);
    await leaveCheckout(app, sessionId);
    await app.settled();
    return sessionId;
  }
  async function buy(sessionId: string): Promise<void> {
    await pay(sessionId);
    await settleEvent(app, await app.payments.provider('stripe').fetchPayment(sessionId));
  }
  const orderOf = async (sessionId: string) =>
    (await app.store.load({ order: { method: 'stripe', sessionId } })).order?.record;
  const reminders = async () =>
    (await app.store.list('outbox', { where: { topic: 'Checkout Abandoned' }, limit: 10 })).rows;
  const recover = (sessionId: string) =>
    recoverCheckout(app, { sessionId, locale: 'zh', utm: null, openSessionId: null });

  describe('an abandoned checkout', () => {
    it('owes one reminder, whose link tells nobody but us which checkout it takes up', async () => {
      const sessionId = await abandon();
      const [message, ...others] = app.sent.filter(({ topic }) => topic === 'Checkout Abandoned');
      expect(others).toEqual([]);
      const event = message?.payload as KlaviyoEvent;
      expect(event).toMatchObject({ metric: 'Checkout Abandoned', properties: { Locale: 'zh' } });
      const url = new URL(String(event.properties.RecoveryURL));
      expect(url.pathname).toBe('/zh/recover');
      expect(url.href).not.toContain(sessionId);
      const key = url.searchParams.get('key') ?? '';
      expect(await openRecovery(key, sessionSecret)).toBe(sessionId);
      expect(sessionOf(sessionId)).toMatchObject({ after_expiration: null });
    });

    it.each([
      ['without consent to news', { consents: {} }],
      ['without an address', { email: null }],
    ])('owes nothing %s', async (_, choice) => {
      await abandon(choice);
      expect(await reminders()).toEqual([]);
    });

    it('is taken up with colour, quantity, language, code and consents as they were, and the new order says whence it came', async () => {
      const sessionId = await abandon();
      const abandoned = await orderOf(sessionId);
      expect(await recoveryPage(app, { sessionId, locale: 'zh' })).toMatchObject({
        kind: 'open',
        variant: { id: 'red' },
        quantity: 2,
        hasDiscount: true,
      });
      const started = await recover(sessionId);
      if (started.kind !== 'redirect') throw new Error(started.kind);
      expect(sessionOf(started.sessionId)?.metadata).toMatchObject({ country: 'DE' });
      await buy(started.sessionId);
      expect(await orderOf(started.sessionId)).toMatchObject({
        status: 'paid',
        recovered_from: abandoned?.order_no,
        variant: 'red',
        quantity: 2,
        locale: 'zh',
        discount_code: abandoned?.discount_code,
        amount_discount: abandoned?.amount_discount,
        consent: { given: abandoned?.consent?.given },
        utm: intent.utm,
      });
      expect(abandoned?.amount_discount).toBeGreaterThan(0);
    });

    it('is paid for once: the page leads to the order that was paid meanwhile, and no payment page opens', async () => {
      const sessionId = await abandon();
      const bought = await start({ color: 'honey-khaki' });
      await buy(bought);
      const order = await orderOf(bought);
      const before = sessionCount();
      expect(await recoveryPage(app, { sessionId, locale: 'zh' })).toMatchObject({
        kind: 'bought',
        orderNo: order?.order_no,
      });
      expect(await recover(sessionId)).toMatchObject({ kind: 'bought' });
      expect(sessionCount()).toBe(before);
    });

    it('reminds nobody who purchased meanwhile, and the outbox says so', async () => {
      const abandoned = await start();
      await app.settled();
      app.failures.push(new DeliveryError('Klaviyo answered 503.', { retryable: true }));
      await leaveCheckout(app, abandoned);
      await app.settled();
      expect(await reminders()).toMatchObject([{ status: 'pending' }]);
      const bought = await start();
      await buy(bought);
      await app.settled();
      app.clock.pass(5);
      await drainOutbox(app);
      const order = await orderOf(bought);
      expect(await reminders()).toMatchObject([
        { status: 'suppressed', last_error: `Purchased meanwhile: ${order?.order_no}.` },
      ]);
    });

    it('of a colour that is gone shows the colours that can be had, and opens no page', async () => {
      app = context({ stock: { limit: 2, buffer: 0 } });
      const sessionId = await abandon();
      await start({ email: 'bob@example.com', consents: {} });
      const page = await recoveryPage(app, { sessionId, locale: 'zh' });
      expect(page).toMatchObject({ kind: 'gone', variant: { id: 'red' } });
      expect(page.kind === 'gone' && page.others.map(({ id }) => id)).toHaveLength(4);
      const before = sessionCount();
      expect(await recover(sessionId)).toMatchObject({ kind: 'refused', code: 'sold_out' });
      expect(sessionCount()).toBe(before);
    });

    it('owes one reminder whichever comes first, the end of its page or a payment', async () => {
      const bought = purchase();
      const consent_marketing = `marketing-1 ${app.clock.now().toISOString()}`;
      const session = sessionObject(bought);
      const metadata = { ...(session.metadata as object), consent_marketing };
      const paid = stripeEvent('checkout.session.completed', { ...session, metadata });
      const unpaid = { status: 'expired', payment_status: 'unpaid', payment_intent: null };
      const expired = stripeEvent('checkout.session.expired', { ...session, metadata, ...unpaid });
      const seconds = Math.floor(app.clock.now().getTime() / 1000);
      for (const event of [paid, expired]) await post(app, { ...event, created: seconds });
      await app.settled();
      expect(await reminders()).toMatchObject([
        { status: 'suppressed', last_error: `Purchased meanwhile: ${bought.orderNo}.` },
      ]);
    });

    it('is looked at without opening anything, however often a mail scanner does', async () => {
      const sessionId = await abandon();
      const before = sessionCount();
      for (let look = 0; look < 3; look++) await recoveryPage(app, { sessionId, locale: 'en' });
      expect(sessionCount()).toBe(before);
    });

    it('that nobody knows opens nothing', async () => {
      expect(await recoveryPage(app, { sessionId: 'cs_test_nobody', locale: 'en' })).toEqual({
        kind: 'unknown',
      });
      expect(await recoveryPage(app, { sessionId: null, locale: 'en' })).toEqual({ kind: 'unknown' });
      expect(await recover('cs_test_nobody')).toEqual({ kind: 'unknown' });
    });

    it('counts against the same limit as every other checkout', async () => {
      const sessionId = await abandon();
      const tight = { ...app, checkoutGuard: () => false };
      const recovery = { sessionId, locale: 'zh', utm: null, openSessionId: null, client: '192.0.2.1' };
      expect(await recoverCheckout(tight, recovery)).toMatchObject({ code: 'too_many_attempts' });
    });
  });
});
