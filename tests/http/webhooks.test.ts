import http from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventsOf, type Purchase, purchase, sessionObject, stripeEvent } from '#tests/factories.ts';
import { databases } from '#tests/setup/stores.ts';
import { plainBrowser } from './plain-browser.ts';
import { ping, startTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;

/** How often a notification waits for the database, its look for outbox work included. */
const asked = {
  Postgres: { fresh: 1 + 1, duplicate: 1 + 1 },
  // One question to each shard for outbox work; whether writing is allowed is asked every two seconds.
  Firestore: { fresh: 1 + 3 + 1, duplicate: 2 + 3 + 1 },
};

describe.each(databases)('the shop on %s:', (kind, createPlace) => {
  beforeAll(async () => {
    shop = await startTestShop({}, createPlace);
  }, 120_000);
  afterAll(() => shop?.stop(), 60_000);

  let nth = 0;
  let bought: Purchase;
  beforeEach(() => {
    nth += 1;
    bought = purchase({
      email: `buyer-${nth}@example.com`,
      orderNo: `ROL-HTTP${String(nth).padStart(4, '0')}`,
    });
  });

  const list = async <T extends Parameters<TestShop['store']['list']>[0]>(table: T, where: object) =>
    (await shop.store.list(table, { where, limit: 50 })).rows;
  const orders = () => list('payment_orders', { session_id: bought.sessionId });
  const logsOf = (eventId: unknown) => list('webhook_logs', { event_id: eventId });

  describe('a genuine notification', () => {
    it('of a payment is one order, one preorder and three events at Klaviyo', async () => {
      expect((await shop.deliver(eventsOf(bought).paid())).status).toBe(200);
      const [order] = await orders();
      expect(order).toMatchObject({ status: 'paid', order_no: bought.orderNo, email: bought.email });
      expect(await list('preorders', { order_id: order?.id })).toHaveLength(1);
      const metrics = async () =>
        (await shop.sandbox.recorded())
          .filter(({ profile }) => profile === bought.email)
          .map(({ metric }) => metric);
      await expect.poll(metrics, { timeout: 15_000 }).toHaveLength(3);
    });

    it('that arrives 64 times at once is answered 200 every time and recorded once', async () => {
      const event = eventsOf(bought).paid();
      // The emulator lets writers of one document wait for each other; who waited too long is told to come again.
      const deliveries = kind === 'Postgres' ? 1 : 5;
      const delivered = async (left = deliveries): Promise<Response> => {
        const answer = await shop.deliver(event);
        return answer.status === 503 && left > 1 ? delivered(left - 1) : answer;
      };
      const answers = await Promise.all(Array.from({ length: 64 }, () => delivered()));
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(await orders()).toHaveLength(1);
      expect(await list('preorders', { session_id: bought.sessionId })).toHaveLength(1);
      expect(await logsOf(event.id)).toHaveLength(1);
    });

    it('of a refund before its payment waits for it', async () => {
      const events = eventsOf(bought);
      expect(
        (await shop.deliver(events.refund('created', 're_early', 'succeeded', bought.unitAmount))).status,
      ).toBe(200);
      expect((await shop.deliver(events.paid())).status).toBe(200);
      await expect.poll(orders).toMatchObject([{ status: 'refunded', amount_refunded: bought.unitAmount }]);
    });

    it.each([
      ['is cut short', '{"id":"evt_cut","object":"event","type":"checkout.session.comp'],
      ['is no object', '[1,2,3]'],
      ['carries a NUL byte', 'a\u0000b'],
    ])('whose content %s is kept for a person and answered 200', async (_, body) => {
      const before = await list('webhook_logs', { status: 'failed' });
      expect((await shop.deliver(body)).status).toBe(200);
      const after = await list('webhook_logs', { status: 'failed' });
      expect(after).toHaveLength(before.length + 1);
      expect(after[0]?.raw_data).toBe(body.replaceAll('\u0000', '\uFFFD'));
    });

    it('with a NUL in a name becomes an order all the same', async () => {
      const address = {
        email: bought.email,
        name: 'Ada\u0000Lovelace',
        phone: null,
        address: { country: 'GB' },
      };
      const event = eventsOf(bought).paid({}, { customer_details: address });
      expect((await shop.deliver(event)).status).toBe(200);
      expect(await orders()).toMatchObject([{ status: 'paid' }]);
    });

    it('of the other mode, and one that is not ours, are stored as ignored', async () => {
      const live = eventsOf(bought).paid({ livemode: true });
      const foreign = stripeEvent('checkout.session.completed', sessionObject(bought, { metadata: {} }));
      for (const event of [live, foreign]) expect((await shop.deliver(event)).status).toBe(200);
      expect(await logsOf(live.id)).toMatchObject([{ status: 'ignored', error_code: 'other_livemode' }]);
      expect(await logsOf(foreign.id)).toMatchObject([{ status: 'ignored', error_code: 'not_ours' }]);
      expect(await orders()).toEqual([]);
    });
  });

  describe('a notification that is refused', () => {
    const genuine = () => JSON.stringify(eventsOf(bought).paid());
    const reEncoded = (body: string) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(body)]);
    const invalid = (body: string) => Buffer.from(body.replace('ada', '\u00ff'), 'latin1');

    it.each<[string, () => Promise<Response>]>([
      ['has no signature', () => shop.deliver(genuine(), { headers: {} })],
      [
        'has a bad signature',
        () => shop.deliver(genuine(), { headers: { 'stripe-signature': 't=1,v1=00' } }),
      ],
      [
        'is signed with another secret',
        () => shop.deliver(genuine(), { secret: 'whsec_somebody_else_0000' }),
      ],
      ['is six minutes old', () => shop.deliver(genuine(), { ageSeconds: 360 })],
      ['is six minutes early', () => shop.deliver(genuine(), { ageSeconds: -360 })],
      ['starts with a byte order mark', () => shop.deliver(reEncoded(genuine()))],
      ['is no valid UTF-8', () => shop.deliver(invalid(genuine().replace('sakura-pink', 'ada')))],
    ])('because it %s gets 400 and costs no query', async (_, deliver) => {
      await untilQuiet();
      expect((await deliver()).status).toBe(400);
      expect(await countedQuestions()).toBe(0);
      expect(await orders()).toEqual([]);
    });

    it.each([
      ['says so', true],
      ['does not say so', false],
    ])('because it is larger than a megabyte gets 413, whether it %s', async (_, declared) => {
      await untilQuiet();
      expect(await postBytes(1_000_001, declared)).toBe(413);
      expect(await countedQuestions()).toBe(0);
    });

    it('is counted in the log without its content', async () => {
      await vi.waitFor(() => expect(shop.output()).toContain('notifications were refused'));
      expect(shop.output()).not.toContain('buyer-');
    });
  });

  describe('what the database is asked', () => {
    it('is no more than one write and one look behind it, and whether there is outbox work', async () => {
      const fresh = () =>
        stripeEvent('payment_intent.succeeded', {
          id: bought.tradeNo,
          object: 'payment_intent',
          metadata: {},
        });
      // Statements are prepared on every connection, and the outbox looks after itself behind the answer.
      const warm = fresh();
      await Promise.all(Array.from({ length: 40 }, () => shop.deliver(fresh())));
      for (let nth = 0; nth < 10; nth++) await shop.deliver(fresh());
      await shop.deliver(warm);
      for (const [event, most] of [
        [fresh, asked[kind].fresh],
        [() => warm, asked[kind].duplicate],
      ] as const) {
        const costs: number[] = [];
        for (let nth = 0; nth < 5; nth++) {
          await untilQuiet();
          await shop.deliver(event());
          costs.push(await countedQuestions());
        }
        // Behind one of them a minute's figures may be written down, before one a statement be prepared on a last connection.
        expect(costs.filter((cost) => cost <= most).length, String(costs)).toBeGreaterThanOrEqual(3);
      }
    });
  });

  describe('while the database is silent', () => {
    it('a notification is answered 503 within three seconds, and its redelivery is recorded', {
      timeout: 60_000,
    }, async () => {
      const event = eventsOf(bought).paid();
      shop.line.blackhole();
      const startedAt = performance.now();
      expect((await shop.deliver(event)).status).toBe(503);
      expect(performance.now() - startedAt).toBeLessThan(3_000);
      shop.line.restore();
      await expect.poll(async () => (await shop.deliver(event)).status, { timeout: 20_000 }).toBe(200);
      expect(await orders()).toHaveLength(1);
    });
  });

  describe('the cron doors', () => {
    it.each(['outbox', 'sweep', 'prices', 'reconcile'])(
      '%s answers 401 without its secret and with a wrong one, 200 with the right one',
      async (job) => {
        expect((await ping(shop, job, null)).status).toBe(401);
        expect((await ping(shop, job, 'Bearer wrong')).status).toBe(401);
        expect((await ping(shop, job)).status).toBe(200);
      },
    );
  });

  describe('while the database is gone', () => {
    it('shoppers still get to the payment page, and a notification is put off', {
      timeout: 30_000,
    }, async () => {
      await shop.line.close();
      const browser = plainBrowser();
      const landed = await browser.submit(await browser.open(`${shop.url}/?color=red`), { quantity: '2' });
      expect(landed.url).toContain('/c/pay/');
      expect((await shop.deliver(eventsOf(bought).paid())).status).toBe(503);
    });
  });
});

/** Waits until nobody asks the database anything any more. */
async function untilQuiet(): Promise<void> {
  let quiet = 0;
  await vi.waitFor(
    () => {
      quiet = shop.line.asked() === 0 ? quiet + 1 : 0;
      expect(quiet).toBeGreaterThan(5);
    },
    { interval: 60, timeout: 15_000 },
  );
}

/** What the last delivery cost, its deferred work included. */
async function countedQuestions(): Promise<number> {
  let questions = 0;
  let quiet = 0;
  await vi.waitFor(
    () => {
      const seen = shop.line.asked();
      questions += seen;
      quiet = seen === 0 ? quiet + 1 : 0;
      expect(quiet).toBeGreaterThan(3);
    },
    { interval: 60, timeout: 15_000 },
  );
  return questions;
}

/** Posts so many bytes, with or without saying how many, and answers the status. */
function postBytes(size: number, declared: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers: http.OutgoingHttpHeaders = declared
      ? { 'content-length': size }
      : { 'transfer-encoding': 'chunked' };
    const request = http.request(
      `${shop.url}/api/webhooks/stripe`,
      { method: 'POST', headers },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    // The server need not read on once it has answered.
    request.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' || error.code === 'ECONNRESET' ? undefined : reject(error),
    );
    for (let left = size; left > 0; left -= 50_000) request.write(Buffer.alloc(Math.min(50_000, left), 'a'));
    request.end();
  });
}
