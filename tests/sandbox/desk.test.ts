import { expect, it } from 'vitest';
import { checkout, openEndpoint, openSandbox, submitPayPage } from './stage.ts';

const pay = { email: 'mira@example.com', name: 'Mira', end: 'pay' };

async function openDesk() {
  const endpoint = await openEndpoint();
  const stage = await openSandbox({ endpoint, shopUrl: 'http://shop.test' });
  const { url } = stage.sandbox;
  return {
    ...stage,
    endpoint,
    show: async (path: string) => (await fetch(`${url}${path}`)).text(),
    press: (path: string, fields: Record<string, string> = {}) =>
      fetch(`${url}${path}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) }),
  };
}

it('shows payments with the buttons that fit their state', async () => {
  const { stripe, show } = await openDesk();
  const session = await checkout(stripe, { client_reference_id: 'ROL-7K4M9Q2X' });
  const open = await show('/');
  await submitPayPage(session, pay);
  const paid = await show('/');

  expect(open).toContain('Expire now');
  expect(open).not.toContain('Open a dispute');
  expect(paid).toContain('ROL-7K4M9Q2X');
  expect(paid).toContain('Open a dispute');
  expect(paid).not.toContain('<script');
});

it('refunds a typed amount and settles what the bank decides by buttons', async () => {
  const { stripe, sandbox, press, endpoint } = await openDesk();
  const session = await checkout(stripe);
  await submitPayPage(session, pay);
  const { payment_intent } = await stripe.checkout.sessions.retrieve(session.id);

  const pressed = await press(`/acts/payments/${payment_intent}/refund`, {
    amount: '12.50',
    ending: 'pending',
  });
  const [refund] = (await stripe.refunds.list()).data;
  await press(`/acts/refunds/${refund?.id}`, { verdict: 'fail' });
  const tooMuch = await press(`/acts/payments/${payment_intent}/refund`, { amount: '9999' });
  await sandbox.idle();

  expect([pressed.status, pressed.headers.get('location'), refund?.amount]).toEqual([303, '/', 1250]);
  expect(endpoint.types()).toContain('refund.failed');
  expect(tooMuch.status).toBe(400);
  expect(await tooMuch.text()).toContain('greater than unrefunded amount');
});

it('lets the bank decide about a delayed payment, and the cardholder complain', async () => {
  const { stripe, press } = await openDesk();
  const session = await checkout(stripe);
  await submitPayPage(session, { ...pay, end: 'delayed' });
  await press(`/acts/sessions/${session.id}`, { outcome: 'delayed_succeed' });
  const paid = await stripe.checkout.sessions.retrieve(session.id);
  await press(`/acts/payments/${paid.payment_intent}/dispute`);
  const [dispute] = (await stripe.disputes.list()).data;
  await press(`/acts/disputes/${dispute?.id}`, { verdict: 'lost' });

  expect(paid.payment_status).toBe('paid');
  expect((await stripe.disputes.retrieve(String(dispute?.id))).status).toBe('lost');
});

it('lists deliveries with their attempts and sends one again', async () => {
  const { stripe, sandbox, show, press, endpoint } = await openDesk();
  await stripe.customers.create({ name: 'Mira' });
  await sandbox.idle();
  const [delivery] = sandbox.stripe.deliveries();
  const page = await show('/webhooks');
  await press(`/acts/deliveries/${delivery?.id}`);
  await sandbox.idle();

  expect(page).toContain('customer.created');
  expect(page).toContain('● delivered');
  expect(endpoint.heard).toHaveLength(2);
});

it('switches faults by a form and shows them as they stand', async () => {
  const { press, show, call } = await openDesk();
  await press('/acts/faults', {
    duplicate: '0.5',
    stripe_status: '503',
    klaviyo_mode: '429',
    retry_after: '3',
  });
  const { json } = await call('GET', '/_sandbox/faults');
  expect(json).toMatchObject({
    webhook: { duplicate: 0.5 },
    stripe: { status: 503 },
    klaviyo: { mode: '429', retryAfterSeconds: 3 },
  });
  expect(await show('/')).toContain('value="0.5"');
});

it('shows Klaviyo events and receipts, and 404 for anything else', async () => {
  const { stripe, sandbox, show } = await openDesk();
  await submitPayPage(await checkout(stripe), pay);
  const [charge] = (await stripe.charges.list()).data;
  expect(await show('/klaviyo')).toContain('Nothing was recorded yet');
  expect(await (await fetch(String(charge?.receipt_url))).text()).toContain('299.00 USD');
  expect((await fetch(`${sandbox.url}/nowhere`)).status).toBe(404);
  expect(await show('/c/pay/cs_test_unknown')).toContain('There is no such session');
});
