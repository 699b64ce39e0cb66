import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type Stripe from 'stripe';
import { expect, it, onTestFinished } from 'vitest';
import { checkout, openSandbox, pinkPrice, submitPayPage } from './stage.ts';

const root = join(import.meta.dirname, '../..');

type Typed = { type: string; value: unknown };

/** Asks the compiler whether values fit the SDK's types, with its open enums closed; answers its complaints. */
async function complaints(constants: readonly Typed[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-types-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(root, 'node_modules/stripe/esm'), join(folder, 'stripe'), {
    recursive: true,
    filter: (path) => !/\.(js|map)$/.test(path),
  });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const shared = join(folder, 'stripe/shared.d.ts');
  writeFileSync(
    shared,
    readFileSync(shared, 'utf8').replace(
      'OtherString = string & Record<never, never>',
      'OtherString = never',
    ),
  );
  const lines = constants.map(
    ({ type, value }, index) => `export const value${index}: ${type} = ${JSON.stringify(value, null, 1)};`,
  );
  writeFileSync(
    join(folder, 'values.ts'),
    `import type { Stripe } from './stripe/stripe.core.js';\n${lines.join('\n')}\n`,
  );
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    module: 'nodenext',
    moduleResolution: 'nodenext',
    types: ['node'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['values.ts'] }));
  const tsc = join(root, 'node_modules/.bin/tsc');
  return promisify(execFile)(tsc, ['-p', folder], { cwd: folder }).then(
    ({ stdout }) => stdout,
    (error) => String(error.stdout),
  );
}

/** Decimals are a class in the SDK and text on the wire. */
const priceType = "Omit<Stripe.Price, 'unit_amount_decimal'> & { unit_amount_decimal: string }";

const invoiceType = "Omit<Stripe.Invoice, 'lines'>";

const eventTypes: Record<string, string> = {
  'payment_intent.created': 'PaymentIntentCreatedEvent',
  'payment_intent.processing': 'PaymentIntentProcessingEvent',
  'payment_intent.succeeded': 'PaymentIntentSucceededEvent',
  'payment_intent.payment_failed': 'PaymentIntentPaymentFailedEvent',
  'charge.succeeded': 'ChargeSucceededEvent',
  'charge.failed': 'ChargeFailedEvent',
  'charge.pending': 'ChargePendingEvent',
  'charge.refunded': 'ChargeRefundedEvent',
  'charge.refund.updated': 'ChargeRefundUpdatedEvent',
  'checkout.session.completed': 'CheckoutSessionCompletedEvent',
  'checkout.session.expired': 'CheckoutSessionExpiredEvent',
  'checkout.session.async_payment_succeeded': 'CheckoutSessionAsyncPaymentSucceededEvent',
  'checkout.session.async_payment_failed': 'CheckoutSessionAsyncPaymentFailedEvent',
  'customer.created': 'CustomerCreatedEvent',
  'refund.created': 'RefundCreatedEvent',
  'refund.updated': 'RefundUpdatedEvent',
  'refund.failed': 'RefundFailedEvent',
  'charge.dispute.created': 'ChargeDisputeCreatedEvent',
  'charge.dispute.funds_withdrawn': 'ChargeDisputeFundsWithdrawnEvent',
  'charge.dispute.funds_reinstated': 'ChargeDisputeFundsReinstatedEvent',
  'charge.dispute.closed': 'ChargeDisputeClosedEvent',
};

/** Lives through everything that can happen to a payment. */
async function eventfulLife() {
  const stage = await openSandbox();
  const { stripe, call } = stage;
  const full = await checkout(stripe, {
    allow_promotion_codes: true,
    automatic_tax: { enabled: true },
    consent_collection: { promotions: 'auto', terms_of_service: 'required' },
    customer_creation: 'always',
    invoice_creation: { enabled: true },
    tax_id_collection: { enabled: true },
    customer_email: 'mira@example.com',
    locale: 'zh',
    phone_number_collection: { enabled: true },
    shipping_address_collection: { allowed_countries: ['SE'] },
  });
  const { json } = await call('POST', `/_sandbox/stripe/sessions/${full.id}/pay`, { outcome: 'pay' });
  const paymentIntent = json.session.payment_intent;
  const refund = await stripe.refunds.create({ payment_intent: paymentIntent, amount: 100 });
  await call('POST', `/_sandbox/stripe/refunds/${refund.id}/fail`);
  const dispute: Stripe.Dispute = (await call('POST', `/_sandbox/stripe/payments/${paymentIntent}/dispute`))
    .json;
  await call('POST', `/_sandbox/stripe/disputes/${dispute.id}/won`);
  for (const outcome of ['decline', 'delayed_succeed', 'delayed_fail', 'expire']) {
    await call('POST', `/_sandbox/stripe/sessions/${(await checkout(stripe)).id}/pay`, { outcome });
  }
  const free = await checkout(stripe, { allow_promotion_codes: true });
  await submitPayPage(free, { promo: 'FREE100', end: 'apply' });
  return { ...stage, session: full };
}

it('emits events and objects that fit the types of the SDK', async () => {
  const { sandbox, stripe, session } = await eventfulLife();
  const events = sandbox.stripe.events().filter(({ type }) => type in eventTypes);
  const wire = async (path: string) =>
    JSON.parse(
      await (
        await fetch(`${sandbox.url}${path}`, { headers: { Authorization: 'Bearer sk_test_sandbox_key' } })
      ).text(),
    );
  const { lines: _, ...invoice } = await wire(
    `/v1/invoices/${sandbox.stripe.sessions().find(({ id }) => id === session.id)?.invoice}`,
  );
  const price = await wire(`/v1/prices/${pinkPrice.id}`);
  const endpoint = await stripe.webhookEndpoints.create({
    url: 'http://127.0.0.1:9/',
    enabled_events: ['*'],
  });

  const found = await complaints([
    ...events.map((event) => ({ type: `Stripe.${eventTypes[event.type]}`, value: event })),
    ...sandbox.stripe.sessions().map((value) => ({ type: 'Stripe.Checkout.Session', value })),
    {
      type: 'Stripe.Checkout.Session',
      value: await wire(`/v1/checkout/sessions/${session.id}?expand[]=payment_intent&expand[]=customer`),
    },
    { type: 'Stripe.Product', value: await wire(`/v1/products/${pinkPrice.product}`) },
    { type: priceType, value: price },
    { type: invoiceType, value: invoice },
    { type: 'Stripe.WebhookEndpoint', value: await wire(`/v1/webhook_endpoints/${endpoint.id}`) },
    { type: 'Stripe.ApiList<Stripe.Refund>', value: await wire('/v1/refunds') },
    { type: 'Stripe.ApiList<Stripe.PromotionCode>', value: await wire('/v1/promotion_codes') },
    { type: 'Stripe.Account', value: await wire('/v1/account') },
  ]);

  expect(found).toBe('');
  expect(new Set(events.map(({ type }) => type))).toEqual(new Set(Object.keys(eventTypes)));
});

it('notices a value that does not fit', async () => {
  const found = await complaints([
    { type: 'Stripe.Refund', value: { id: 're_1', object: 'refund', amount: 'ten' } },
  ]);
  expect(found).toContain("Type 'string' is not assignable to type 'number'");
});
