import { expect, it } from 'vitest';
import { checkout, openEndpoint, openSandbox, submitPayPage } from './stage.ts';

const pay = { email: 'mira@example.com', name: 'Mira', end: 'pay' };

it('tries again after 500s and redirects until the endpoint answers 2xx, signing every attempt afresh', async () => {
  const endpoint = await openEndpoint([500, 302, 404, 200]);
  const { stripe, sandbox } = await openSandbox({ endpoint, retryScheduleMs: [1100, 10, 10] });

  await stripe.customers.create({ name: 'Mira' });
  await sandbox.idle();

  const [delivery] = sandbox.stripe.deliveries();
  expect(delivery?.attempts.map(({ status }) => status)).toEqual([500, 302, 404, 200]);
  expect(delivery?.state).toBe('delivered');
  expect(endpoint.heard[1]?.signature).not.toBe(endpoint.heard[0]?.signature);
  expect(endpoint.heard.every(({ genuine }) => genuine)).toBe(true);
  expect(new Set(endpoint.heard.map(({ event }) => event.id)).size).toBe(1);
});

it('gives up when the schedule is used up, and lists the event as undelivered', async () => {
  const endpoint = await openEndpoint([500]);
  const { stripe, sandbox } = await openSandbox({ endpoint, retryScheduleMs: [5, 5] });
  await stripe.customers.create({ name: 'Mira' });
  await sandbox.idle();

  expect(sandbox.stripe.deliveries()[0]).toMatchObject({ state: 'failed', nextAttemptAt: null });
  expect(endpoint.heard).toHaveLength(3);
  expect((await stripe.events.list({ delivery_success: false })).data).toHaveLength(1);
  expect((await stripe.events.list({ delivery_success: true })).data).toEqual([]);
});

it('sends duplicates with the same event id when told to', async () => {
  const endpoint = await openEndpoint();
  const { stripe, sandbox } = await openSandbox({ endpoint, faults: { webhook: { duplicate: 1 } } });
  await submitPayPage(await checkout(stripe), pay);
  await sandbox.idle();

  const completed = endpoint.of('checkout.session.completed');
  expect(completed).toHaveLength(2);
  expect(completed[0]?.event.id).toBe(completed[1]?.event.id);
});

it('loses deliveries when told to, yet lists their events', async () => {
  const endpoint = await openEndpoint();
  const { stripe, sandbox } = await openSandbox({ endpoint, faults: { webhook: { loss: 1 } } });
  await submitPayPage(await checkout(stripe), pay);
  await sandbox.idle();

  expect(endpoint.heard).toEqual([]);
  const undelivered = await stripe.events.list({
    type: 'checkout.session.completed',
    delivery_success: false,
  });
  expect(undelivered.data).toHaveLength(1);
});

it('repeats its chances for the same seed', async () => {
  const copiesFor = async (seed: number) => {
    const endpoint = await openEndpoint();
    const { stripe, sandbox } = await openSandbox({
      endpoint,
      seed,
      faults: { webhook: { duplicate: 0.5, loss: 0.2 } },
    });
    for (let index = 0; index < 12; index++) await stripe.customers.create({ name: `n${index}` });
    await sandbox.idle();
    return sandbox.stripe.deliveries().map(({ state }) => state);
  };
  expect(await copiesFor(7)).toEqual(await copiesFor(7));
});

it('delivers out of order when told to', async () => {
  const endpoint = await openEndpoint();
  const { stripe, sandbox } = await openSandbox({
    endpoint,
    seed: 3,
    faults: { webhook: { reorderMs: 120 } },
  });
  for (let index = 0; index < 10; index++) await stripe.customers.create({ name: `n${index}` });
  await sandbox.idle();

  const names = endpoint.heard.map(({ event }) => (event.data.object as { name: string }).name);
  expect(names).toHaveLength(10);
  expect(names).not.toEqual([...names].sort());
});

it('tells an endpoint only what it subscribed to, and nothing once it is disabled', async () => {
  const endpoint = await openEndpoint();
  const { stripe, sandbox } = await openSandbox();
  const created = await stripe.webhookEndpoints.create({
    url: endpoint.url,
    enabled_events: ['product.created'],
  });
  expect(created.secret).toMatch(/^whsec_/);
  expect((await stripe.webhookEndpoints.retrieve(created.id)).secret).toBeUndefined();

  await stripe.customers.create({ name: 'Mira' });
  await stripe.webhookEndpoints.update(created.id, { disabled: true });
  await stripe.products.create({ name: 'Strap' });

  expect(sandbox.stripe.deliveries()).toEqual([]);
});

it('sends an event again on request', async () => {
  const endpoint = await openEndpoint();
  const { stripe, sandbox } = await openSandbox({ endpoint });
  await stripe.customers.create({ name: 'Mira' });
  await sandbox.idle();
  const event = sandbox.stripe.events()[0];

  const retried = await fetch(`${sandbox.url}/v1/events/${event?.id}/retry`, {
    method: 'POST',
    headers: { Authorization: 'Bearer sk_test_sandbox_key' },
  });
  await sandbox.idle();

  expect(retried.status).toBe(200);
  expect(endpoint.heard.map(({ event: { id } }) => id)).toEqual([event?.id, event?.id]);
});

it('forges only the first attempt when the pay page asks for a wrong signature', async () => {
  const endpoint = await openEndpoint();
  const { stripe, sandbox } = await openSandbox({ endpoint });
  await submitPayPage(await checkout(stripe), { ...pay, late: 'forged' });
  await sandbox.idle();

  const completed = endpoint.of('checkout.session.completed');
  expect(completed.map(({ genuine, status }) => [genuine, status])).toEqual([
    [false, 400],
    [true, 200],
  ]);
});

it('lets the buyer return first when the pay page asks for it', async () => {
  const endpoint = await openEndpoint();
  const { stripe, sandbox } = await openSandbox({ endpoint });
  const response = await submitPayPage(await checkout(stripe), { ...pay, late: 'after_return' });
  expect([response.status, endpoint.heard.length]).toEqual([303, 0]);
  expect(sandbox.stripe.deliveries().every(({ state }) => state === 'pending')).toBe(true);
});

it('answers the fault switches over HTTP and resets to the beginning', async () => {
  const { stripe, sandbox, call } = await openSandbox();
  await checkout(stripe);
  const patched = await call('PATCH', '/_sandbox/faults', {
    klaviyo: { mode: '500' },
    stripe: { status: 503 },
  });
  const failing = await fetch(`${sandbox.url}/v1/account`, {
    headers: { Authorization: 'Bearer sk_test_sandbox_key' },
  });
  await call('POST', '/_sandbox/reset');

  expect(patched.json).toMatchObject({
    klaviyo: { mode: '500' },
    stripe: { status: 503 },
    webhook: { loss: 0 },
  });
  expect(failing.status).toBe(503);
  expect((await call('GET', '/_sandbox/faults')).json).toMatchObject({ klaviyo: { mode: 'ok' }, stripe: {} });
  expect((await call('GET', '/_sandbox/stripe/sessions')).json).toEqual([]);
  expect((await call('GET', '/_sandbox/idle')).json).toEqual({ idle: true });
  expect((await stripe.prices.retrieve('price_pink')).unit_amount).toBe(29_900);
});
