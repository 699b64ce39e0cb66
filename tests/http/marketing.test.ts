import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RolittKlaviyoEvents } from '#domain/marketing/catalogue.ts';
import type { RecordedEvent } from '#sandbox/server.ts';
import { formsIn } from './html-form.ts';
import { type Changes, type PlainBrowser, plainBrowser } from './plain-browser.ts';
import { startTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await startTestShop();
}, 120_000);
afterAll(() => shop?.stop(), 60_000);

const events = Object.values(RolittKlaviyoEvents);
const metrics = events.map(({ metric }) => metric);
const soon = { timeout: 30_000, interval: 250 };
const recordedOf = async (email: string) =>
  (await shop.sandbox.recorded()).filter(({ profile }) => profile === email);
const metricsOf = async (email: string) => (await recordedOf(email)).map(({ metric }) => metric);
const subscriptionOf = async (email: string) =>
  (await shop.sandbox.profiles()).find(({ id }) => id === email);

/** Ticks the box for news and opens the payment page; answers how to end it. */
async function checkOut(email: string) {
  const browser = plainBrowser();
  const page = await browser.open(`${shop.url}/?color=red&utm_source=letter`);
  const payment = await browser.submit(page, { quantity: '1', email, consent_marketing: 'marketing-1' });
  const session = async () =>
    (await shop.sandbox.sessions()).find(({ id }) => payment.url.includes(id)) ?? expect.fail(payment.url);
  return {
    id: (await session()).id,
    orderNo: String((await session()).client_reference_id),
    pay: () => browser.submit(payment, { end: 'pay' }, { follow: false }),
    paymentId: async () => String((await session()).payment_intent),
  };
}

/** An order that is paid and that Klaviyo has heard of. */
async function buy(email: string) {
  const checkout = await checkOut(email);
  await checkout.pay();
  await expect.poll(() => metricsOf(email), soon).toContain('Placed Order');
  return checkout;
}

async function operatorsBrowser(): Promise<PlainBrowser> {
  const browser = plainBrowser();
  await browser.submit(await browser.open(`${shop.url}/console/sign-in`), { role: 'operator' });
  return browser;
}

/** Does one of the acts on the page of an order. */
async function act(browser: PlainBrowser, orderNo: string, verb: string, fields: Changes = {}) {
  const page = await browser.open(`${shop.url}/console/orders/${orderNo}`);
  const [form] = formsIn(page.html.slice(page.html.indexOf(`<summary>${verb}</summary>`)));
  if (!form) throw new Error(`${page.url} has no form for ${verb}.`);
  const answered = await browser.submit(page, { reason: 'Why.', ...fields }, { form });
  expect(answered.html).not.toContain('role="alert"');
}

const ajv = new Ajv({ strict: false, validateFormats: false });
const fitsSchema = ({ metric, properties }: RecordedEvent): boolean => {
  const described = events.find((event) => event.metric === metric)?.properties ?? {};
  const required = Object.keys(described);
  return ajv.validate(
    { type: 'object', properties: described, required, additionalProperties: false },
    properties,
  );
};

describe('every metric', () => {
  it('comes from what people do in the running shop, and stands on the page of Klaviyo as its schema says', async () => {
    const [kept, calledOff] = [await buy('kept@example.com'), await buy('called-off@example.com')];
    const operator = await operatorsBrowser();
    await act(operator, kept.orderNo, 'Move the day it ships', { day: '2028-05-31' });
    await act(operator, kept.orderNo, 'Mark in production');
    await act(operator, kept.orderNo, 'Mark shipped', { carrier: 'DHL', tracking: '1234567890' });
    await act(operator, kept.orderNo, 'Mark delivered');
    await act(operator, calledOff.orderNo, 'Cancel the order');
    await shop.sandbox.refund(await kept.paymentId(), 5_000);
    await shop.sandbox.dispute(await kept.paymentId());
    const failed = await checkOut('failed@example.com');
    for (const ending of ['delayed', 'delayed_fail']) await shop.sandbox.play(failed.id, ending);
    await shop.sandbox.play((await checkOut('left@example.com')).id, 'expire');

    const recorded = async () => new Set((await shop.sandbox.recorded()).map(({ metric }) => metric));
    await expect.poll(recorded, soon).toEqual(new Set(metrics));
    const page = await plainBrowser().open(`${shop.product.sandboxUrl}/klaviyo`);
    for (const metric of metrics) expect(page.html).toContain(`<b>${metric}</b>`);
    for (const event of await shop.sandbox.recorded())
      expect(fitsSchema(event), `${event.metric}: ${ajv.errorsText()}`).toBe(true);
    const ofOthers = ['Checkout Abandoned', 'Payment Failed', 'Cancelled Order'];
    expect(new Set(await metricsOf('kept@example.com'))).toEqual(
      new Set(metrics.filter((metric) => !ofOthers.includes(metric))),
    );
  }, 120_000);
});

describe('the newsletter', () => {
  it('is asked for by the ticked box and waits to be confirmed; whoever leaves it stays off, whatever they tick', async () => {
    const email = 'news@example.com';
    await buy(email);
    await expect
      .poll(() => subscriptionOf(email), soon)
      .toMatchObject({
        ...{ consent: 'confirming', lists: ['NEWS01'], source: 'Shop checkout, marketing-1' },
      });
    const mailbox = plainBrowser();
    const page = await mailbox.open(`${shop.product.sandboxUrl}/klaviyo`);
    expect(page.html).toContain('a mail waits to be confirmed');
    const form = formsIn(page.html).find(({ action }) => action.includes(email));
    if (!form) throw new Error('The page does not show who asked for news.');
    await mailbox.submit(page, { verdict: 'unsubscribe' }, { form });

    const again = await buy(email);
    const order = (await shop.store.load({ order: { method: 'stripe', sessionId: again.id } })).order;
    const wish = async () => {
      const where = { order_id: order?.record.id ?? '', kind: 'klaviyo.subscription' } as const;
      return (await shop.store.list('outbox', { where, limit: 5 })).rows[0];
    };
    await expect.poll(wish, soon).toMatchObject({
      ...{ status: 'suppressed', last_error: expect.stringContaining('Unsubscribed') },
    });
    expect(await subscriptionOf(email)).toMatchObject({ consent: 'unsubscribed' });
  }, 60_000);
});
