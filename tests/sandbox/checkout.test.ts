import { expect, it } from 'vitest';
import { checkout, openEndpoint, openSandbox, submitPayPage } from './stage.ts';

const details = { email: 'mira@example.com', name: 'Mira' };

it('pays on the page: signed events arrive before the buyer returns with the session id', async () => {
  const endpoint = await openEndpoint();
  const { stripe } = await openSandbox({ endpoint });
  const session = await checkout(stripe, { payment_intent_data: { metadata: { order_no: 'ROL-1' } } });

  const response = await submitPayPage(session, { ...details, end: 'pay' });

  expect(response.status).toBe(303);
  expect(endpoint.heard.every(({ genuine }) => genuine)).toBe(true);
  expect(response.headers.get('location')).toBe(`http://shop.test/done?session_id=${session.id}`);
  expect(endpoint.of('checkout.session.completed')[0]?.event.data.object).toMatchObject({
    id: session.id,
    status: 'complete',
    payment_status: 'paid',
    customer_details: details,
  });
  const intents = endpoint.of('payment_intent.succeeded');
  expect(intents[0]?.event.data.object).toMatchObject({
    amount_received: 29_900,
    metadata: { order_no: 'ROL-1' },
  });
});

it('leaves the events of a payment in the order of their causes', async () => {
  const { stripe, sandbox } = await openSandbox();
  await submitPayPage(await checkout(stripe), { ...details, end: 'pay' });
  expect(sandbox.stripe.events().map(({ type }) => type)).toEqual([
    'payment_intent.created',
    'charge.succeeded',
    'payment_intent.succeeded',
    'checkout.session.completed',
  ]);
});

it('fills the session id into a success address that encodes its braces', async () => {
  const { stripe } = await openSandbox();
  const session = await checkout(stripe, {
    success_url: 'http://shop.test/done?s=%7BCHECKOUT_SESSION_ID%7D',
  });
  const response = await submitPayPage(session, { ...details, end: 'pay' });
  expect(response.headers.get('location')).toBe(`http://shop.test/done?s=${session.id}`);
});

it('keeps the session open after a declined card and reuses its payment intent', async () => {
  const { stripe, sandbox } = await openSandbox();
  const session = await checkout(stripe);

  const declined = await submitPayPage(session, { ...details, end: 'decline' });
  const after = await stripe.checkout.sessions.retrieve(session.id);
  await submitPayPage(session, { ...details, end: 'pay' });

  expect(declined.status).toBe(402);
  expect(after).toMatchObject({ status: 'open', payment_status: 'unpaid', payment_intent: null });
  const types = sandbox.stripe.events().map(({ type }) => type);
  expect(types.filter((type) => type === 'payment_intent.created')).toHaveLength(1);
  expect(types).toContain('payment_intent.payment_failed');
});

it.each([
  ['delayed_succeed', 'checkout.session.async_payment_succeeded', 'paid'],
  ['delayed_fail', 'checkout.session.async_payment_failed', 'unpaid'],
])('completes a delayed payment unpaid, and %s later', async (outcome, type, payment_status) => {
  const endpoint = await openEndpoint();
  const { stripe, sandbox, call } = await openSandbox({ endpoint });
  const session = await checkout(stripe);

  await submitPayPage(session, { ...details, end: 'delayed' });
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    status: 'complete',
    payment_status: 'unpaid',
  });
  await call('POST', `/_sandbox/stripe/sessions/${session.id}/pay`, { outcome });
  await sandbox.idle();

  expect(endpoint.of(type)[0]?.event.data.object).toMatchObject({ id: session.id, payment_status });
});

it('sends the buyer back on cancel and stays open', async () => {
  const { stripe, sandbox } = await openSandbox();
  const session = await checkout(stripe);
  const response = await submitPayPage(session, { end: 'cancel' });
  expect([response.status, response.headers.get('location')]).toEqual([302, 'http://shop.test/pink']);
  expect(sandbox.stripe.sessions()[0]?.status).toBe('open');
  expect(sandbox.stripe.events()).toEqual([]);
});

it('takes a promotion code and completes a free order without a payment', async () => {
  const { stripe } = await openSandbox();
  const session = await checkout(stripe, { allow_promotion_codes: true });

  await submitPayPage(session, { ...details, promo: 'rolitt10', end: 'apply' });
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    amount_subtotal: 29_900,
    amount_total: 26_910,
    total_details: { amount_discount: 2990 },
  });
  await submitPayPage(session, { ...details, promo: 'FREE100', end: 'apply' });
  await submitPayPage(session, { ...details, end: 'pay' });

  const free = await stripe.checkout.sessions.retrieve(session.id, { expand: ['discounts.promotion_code'] });
  expect(free.discounts).toMatchObject([{ promotion_code: { code: 'FREE100' } }]);
  expect(free).toMatchObject({
    amount_total: 0,
    payment_status: 'no_payment_required',
    payment_intent: null,
    status: 'complete',
  });
});

it('refuses promotion codes where the session allows none', async () => {
  const { stripe } = await openSandbox();
  const response = await submitPayPage(await checkout(stripe), { promo: 'FREE100', end: 'apply' });
  expect(response.status).toBe(400);
});

it('collects shipping, phone and consents when the session asks for them', async () => {
  const { stripe } = await openSandbox();
  const session = await checkout(stripe, {
    shipping_address_collection: { allowed_countries: ['SE', 'US'] },
    phone_number_collection: { enabled: true },
    consent_collection: { promotions: 'auto', terms_of_service: 'required' },
    customer_creation: 'always',
  });
  const form = {
    ...details,
    phone: '+15550100',
    line1: '1 Main St',
    city: 'Reno',
    postal_code: '89501',
    state: 'NV',
    country: 'US',
  };

  const withoutTerms = await submitPayPage(session, { ...form, end: 'pay' });
  await submitPayPage(session, { ...form, terms: 'true', marketing: 'true', end: 'pay' });

  const paid = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['customer', 'payment_intent'],
  });
  expect(withoutTerms.status).toBe(400);
  expect(paid.collected_information?.shipping_details).toMatchObject({
    name: 'Mira',
    address: { line1: '1 Main St', country: 'US' },
  });
  expect(paid).toMatchObject({
    consent: { promotions: 'opt_in', terms_of_service: 'accepted' },
    customer: { email: details.email },
  });
  expect(paid.customer_details).toMatchObject({ phone: '+15550100' });
});

it('adds the price of sending and writes an invoice with the VAT number when the session asks for them', async () => {
  const { stripe } = await openSandbox();
  const session = await checkout(stripe, {
    shipping_address_collection: { allowed_countries: ['SE'] },
    shipping_options: [
      {
        shipping_rate_data: {
          type: 'fixed_amount',
          display_name: 'Parcel by sea',
          fixed_amount: { amount: 1_900, currency: 'usd' },
        },
      },
    ],
    invoice_creation: { enabled: true, invoice_data: { metadata: { order_no: 'ROL-1' } } },
    tax_id_collection: { enabled: true },
  });
  const page = await (await fetch(String(session.url))).text();
  await submitPayPage(session, { ...details, tax_id: 'SE556000016701', end: 'pay' });

  const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['invoice'] });
  expect(page).toContain('Parcel by sea');
  expect(paid).toMatchObject({ amount_total: 31_800, total_details: { amount_shipping: 1_900 } });
  expect(paid.invoice).toMatchObject({
    status: 'paid',
    total: 31_800,
    customer_tax_ids: [{ type: 'eu_vat', value: 'SE556000016701' }],
    metadata: { order_no: 'ROL-1' },
  });
  const invoice = paid.invoice as { hosted_invoice_url: string };
  expect(await (await fetch(invoice.hosted_invoice_url)).text()).toContain('SE556000016701');
});

it('keeps a given e-mail whatever is typed', async () => {
  const { stripe } = await openSandbox();
  const session = await checkout(stripe, { customer_email: 'known@example.com' });
  await submitPayPage(session, { ...details, end: 'pay' });
  expect((await stripe.checkout.sessions.retrieve(session.id)).customer_details?.email).toBe(
    'known@example.com',
  );
});

it('expires a session once, tells the endpoint, and shows a page with the way back', async () => {
  const endpoint = await openEndpoint();
  const { stripe, sandbox } = await openSandbox({ endpoint });
  const session = await checkout(stripe);

  await stripe.checkout.sessions.expire(session.id);
  await sandbox.idle();
  const page = await (await fetch(String(session.url))).text();

  expect(endpoint.types()).toEqual(['checkout.session.expired']);
  expect(page).toContain('This page has expired');
  expect(page).toContain('href="http://shop.test/pink"');
  await expect(stripe.checkout.sessions.expire(session.id)).rejects.toThrow('status in ["open"]');
});

it('does not take money twice for one session', async () => {
  const { stripe, sandbox } = await openSandbox();
  const session = await checkout(stripe);
  await Promise.all([
    submitPayPage(session, { ...details, end: 'pay' }),
    submitPayPage(session, { ...details, end: 'pay' }),
  ]);
  expect(sandbox.stripe.events().filter(({ type }) => type === 'charge.succeeded')).toHaveLength(1);
});

it('escapes everything that others wrote', async () => {
  const { stripe } = await openSandbox();
  const name = '<script>alert("x")</script>';
  const price_data = { currency: 'usd', unit_amount: 100, product_data: { name } };
  const session = await checkout(stripe, {
    line_items: [{ price_data, quantity: 1 }],
    client_reference_id: '\'"><img>',
  });
  const page = await (await fetch(String(session.url))).text();
  expect(page).not.toContain('<script');
  expect(page).not.toContain('<img');
  expect(page).toContain('&lt;script&gt;');
});

it.each([
  ['en', 'en', 'Pay Rolitt'],
  ['zh', 'zh-CN', '向 Rolitt'],
  ['zh-HK', 'zh-HK', '向 Rolitt'],
  ['ja', 'ja', 'へのお支払い'],
  ['es', 'es', 'Pagar a Rolitt'],
  ['auto', 'en', 'Pay Rolitt'],
] as const)('speaks to a session in %s as %s', async (locale, lang, words) => {
  const { stripe } = await openSandbox();
  const page = await (await fetch(String((await checkout(stripe, { locale })).url))).text();
  expect(page).toContain(`<html lang="${lang}">`);
  expect(page).toContain(words);
});

it('refuses posts from other sites', async () => {
  const { stripe } = await openSandbox();
  const session = await checkout(stripe);
  const foreign = await fetch(String(session.url), {
    method: 'POST',
    headers: { Origin: 'http://evil.test' },
    body: 'end=pay',
  });
  expect(foreign.status).toBe(403);
});
