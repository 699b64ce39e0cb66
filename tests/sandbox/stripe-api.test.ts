import { expect, it } from 'vitest';
import { checkout, openSandbox, pinkPrice, refusal, sdkFor } from './stage.ts';

const nowSeconds = () => Math.floor(Date.now() / 1000);

it('creates a session by price id and shows it again with expanded parts', async () => {
  const { stripe } = await openSandbox();
  const created = await checkout(stripe, {
    client_reference_id: 'ROL-7K4M9Q2X',
    metadata: { order_no: 'ROL-7K4M9Q2X' },
  });

  const session = await stripe.checkout.sessions.retrieve(created.id, {
    expand: ['line_items.data.price.product'],
  });

  expect(session).toMatchObject({
    status: 'open',
    payment_status: 'unpaid',
    amount_total: 29_900,
    currency: 'usd',
  });
  expect(session).toMatchObject({
    client_reference_id: 'ROL-7K4M9Q2X',
    metadata: { order_no: 'ROL-7K4M9Q2X' },
  });
  expect(session.line_items?.data[0]?.price?.product).toMatchObject({
    id: pinkPrice.product,
    object: 'product',
  });
  expect(created.line_items).toBeUndefined();
});

it('creates a session by inline price data and charges the currency option when asked', async () => {
  const { stripe } = await openSandbox();
  const price_data = { currency: 'eur', unit_amount: 1250, product_data: { name: 'Strap' } };

  const inline = await checkout(stripe, { line_items: [{ price_data, quantity: 3 }] });
  const yen = await checkout(stripe, { currency: 'jpy' });

  expect(inline).toMatchObject({ amount_subtotal: 3750, currency: 'eur' });
  expect(yen).toMatchObject({ amount_total: 44_850, currency: 'jpy' });
});

it('adds the chosen shipping rate to the total', async () => {
  const { stripe } = await openSandbox();
  const rate = (name: string, amount: number) => ({
    shipping_rate_data: {
      display_name: name,
      type: 'fixed_amount' as const,
      fixed_amount: { amount, currency: 'usd' },
    },
  });

  const session = await checkout(stripe, { shipping_options: [rate('Post', 900), rate('Courier', 2500)] });

  expect(session).toMatchObject({ amount_subtotal: 29_900, amount_total: 30_800 });
  expect(session.total_details).toMatchObject({ amount_shipping: 900 });
});

it.each([
  ['29 minutes', 29 * 60, 'at least 30 minutes'],
  ['25 hours', 25 * 3600, 'less than 24 hours'],
])('refuses a session that would expire in %s', async (_, seconds, words) => {
  const { stripe } = await openSandbox();

  const error = await refusal(checkout(stripe, { expires_at: nowSeconds() + seconds }));

  expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError', param: 'expires_at' });
  expect(error.message).toContain(words);
});

it('accepts a session that expires in 31 minutes', async () => {
  const { stripe } = await openSandbox();
  const expires_at = nowSeconds() + 31 * 60;
  expect(await checkout(stripe, { expires_at })).toMatchObject({ expires_at });
});

it.each([
  ['an unknown parameter', { sucess_url: 'http://x.test' }, 'sucess_url', 'parameter_unknown'],
  ['a removed parameter', { payment_method_types: ['card'] }, 'payment_method_types', 'parameter_unknown'],
  [
    'a nested unknown parameter',
    { line_items: [{ price: 'price_pink', quantity: 1, qty: 2 }] },
    'line_items[0][qty]',
    'parameter_unknown',
  ],
  ['an invalid choice', { ui_mode: 'hosted' }, 'ui_mode', undefined],
  [
    'a word for a number',
    { line_items: [{ price: 'price_pink', quantity: 'two' }] },
    'line_items[0][quantity]',
    'parameter_invalid_integer',
  ],
  [
    'an unknown price',
    { line_items: [{ price: 'price_none', quantity: 1 }] },
    'line_items[0][price]',
    'resource_missing',
  ],
  [
    'a metadata value of 501 characters',
    { metadata: { note: 'x'.repeat(501) } },
    'metadata[note]',
    undefined,
  ],
  [
    'a metadata key of 41 characters',
    { metadata: { ['k'.repeat(41)]: 'x' } },
    `metadata[${'k'.repeat(41)}]`,
    undefined,
  ],
])('refuses %s and names it', async (_, params, param, code) => {
  const { stripe } = await openSandbox();

  const error = await refusal(checkout(stripe, params as object));

  expect(error).toMatchObject({ statusCode: 400, param });
  expect(error.code).toBe(code);
});

it('refuses 51 metadata keys', async () => {
  const { stripe } = await openSandbox();
  const metadata = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key_${index}`, 'x']));
  expect((await refusal(checkout(stripe, { metadata }))).message).toContain('50 keys');
});

it('lets old parameters pass when no API version is named, as the CLI does', async () => {
  const { sandbox } = await openSandbox();
  const body = new URLSearchParams({
    mode: 'payment',
    success_url: 'http://x.test',
    'line_items[0][price]': pinkPrice.id,
    'line_items[0][quantity]': '1',
    'payment_method_types[]': 'card',
  });
  const headers = { Authorization: `Basic ${btoa('sk_test_sandbox_key:')}` };

  const response = await fetch(`${sandbox.url}/v1/checkout/sessions`, { method: 'POST', headers, body });

  expect(response.status).toBe(200);
});

it('refuses missing and malformed keys with 401', async () => {
  const { sandbox } = await openSandbox();
  const bare = await fetch(`${sandbox.url}/v1/account`);
  const publishable = await refusal(sdkFor(sandbox.port, 'pk_test_publishable').customers.list());

  expect(bare.status).toBe(401);
  expect(publishable).toMatchObject({ statusCode: 401, rawType: 'invalid_request_error' });
});

it('answers 404 resource_missing for unknown objects, with a request id', async () => {
  const { stripe } = await openSandbox();
  const error = await refusal(stripe.checkout.sessions.retrieve('cs_test_unknown'));
  expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing' });
  expect(error.requestId).toMatch(/^req_/);
});

it('echoes the API version of the request', async () => {
  const { stripe } = await openSandbox();
  const { lastResponse } = await stripe.accounts.retrieveCurrent();
  expect(lastResponse.headers['stripe-version']).toBe(lastResponse.apiVersion ?? '2026-10-28.endive');
});

it('pages through lists in both directions and filters by time', async () => {
  const { stripe } = await openSandbox();
  for (const name of ['one', 'two', 'three', 'four', 'five']) await stripe.customers.create({ name });

  const first = await stripe.customers.list({ limit: 2 });
  const second = await stripe.customers.list({ limit: 2, starting_after: first.data[1]?.id ?? '' });
  const back = await stripe.customers.list({ limit: 2, ending_before: second.data[0]?.id ?? '' });
  const names = [];
  for await (const { name } of stripe.customers.list({ limit: 2 })) names.push(name);

  expect(first).toMatchObject({ has_more: true });
  expect(back.data.map(({ id }) => id)).toEqual(first.data.map(({ id }) => id));
  expect(names).toEqual(['five', 'four', 'three', 'two', 'one']);
  expect((await stripe.customers.list({ created: { gt: nowSeconds() + 60 } })).data).toEqual([]);
});

it('finds the session of a payment intent', async () => {
  const { stripe, call } = await openSandbox();
  const { id } = await checkout(stripe);
  await call('POST', `/_sandbox/stripe/sessions/${id}/pay`, { outcome: 'pay' });
  const paid = await stripe.checkout.sessions.retrieve(id);

  const found = await stripe.checkout.sessions.list({ payment_intent: String(paid.payment_intent) });

  expect(found.data.map((session) => session.id)).toEqual([id]);
});

it('finds prices by lookup key and moves a key on request', async () => {
  const { stripe } = await openSandbox();
  const product = pinkPrice.product;
  const old = await stripe.prices.create({ product, currency: 'usd', unit_amount: 100, lookup_key: 'pink' });
  const taken = await refusal(
    stripe.prices.create({ product, currency: 'usd', unit_amount: 200, lookup_key: 'pink' }),
  );
  const moved = await stripe.prices.create({
    product,
    currency: 'usd',
    unit_amount: 200,
    lookup_key: 'pink',
    transfer_lookup_key: true,
  });

  const found = await stripe.prices.list({ lookup_keys: ['pink'] });

  expect(taken.param).toBe('lookup_key');
  expect(found.data.map(({ id }) => id)).toEqual([moved.id]);
  expect((await stripe.prices.retrieve(old.id)).lookup_key).toBeNull();
});

it('shows currency options of a price only when they are asked for', async () => {
  const { stripe } = await openSandbox();
  const plain = await stripe.prices.retrieve(pinkPrice.id);
  const full = await stripe.prices.retrieve(pinkPrice.id, { expand: ['currency_options'] });
  expect(plain.currency_options).toBeUndefined();
  expect(full.currency_options?.jpy?.unit_amount).toBe(44_850);
});

it('keeps subscriptions with calendar-month periods and announces their changes', async () => {
  const { stripe, sandbox } = await openSandbox();
  const price = await stripe.prices.create({
    product: pinkPrice.product,
    currency: 'usd',
    unit_amount: 900,
    recurring: { interval: 'month' },
  });
  const customer = await stripe.customers.create({ email: 'a@example.com' });

  const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  await stripe.subscriptions.update(id, { cancel_at_period_end: true });
  const ended = await stripe.subscriptions.cancel(id);

  expect(ended.status).toBe('canceled');
  const types = sandbox.stripe
    .events()
    .map(({ type }) => type)
    .filter((type) => type.startsWith('customer.subscription'));
  expect(types).toEqual([
    'customer.subscription.created',
    'customer.subscription.updated',
    'customer.subscription.deleted',
  ]);
});

it('plays direct payment intents: confirm, decline with 402, cancel, capture', async () => {
  const { stripe } = await openSandbox();
  const make = (extra: object) => stripe.paymentIntents.create({ amount: 500, currency: 'usd', ...extra });

  const paid = await make({ confirm: true, payment_method: 'pm_card_visa' });
  const declined = await refusal(make({ confirm: true, payment_method: 'pm_card_chargeDeclined' }));
  const held = await make({ confirm: true, payment_method: 'pm_card_visa', capture_method: 'manual' });
  const open = await make({});

  expect(paid.status).toBe('succeeded');
  expect(declined).toMatchObject({ statusCode: 402, type: 'StripeCardError', code: 'card_declined' });
  expect((await stripe.paymentIntents.capture(held.id)).status).toBe('succeeded');
  expect((await stripe.paymentIntents.cancel(open.id)).status).toBe('canceled');
  expect((await refusal(stripe.paymentIntents.cancel(paid.id))).code).toBe('payment_intent_unexpected_state');
});
