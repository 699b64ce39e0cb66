import type Stripe from 'stripe';
import { expect, it } from 'vitest';
import { checkout, openSandbox, refusal } from './stage.ts';

async function paidOrder() {
  const stage = await openSandbox();
  const session = await checkout(stage.stripe);
  await stage.call('POST', `/_sandbox/stripe/sessions/${session.id}/pay`, { outcome: 'pay' });
  const { payment_intent } = await stage.stripe.checkout.sessions.retrieve(session.id);
  const since = stage.sandbox.stripe.events().length;
  const newTypes = () =>
    stage.sandbox.stripe
      .events()
      .slice(since)
      .map(({ type }) => type);
  return { ...stage, payment_intent: String(payment_intent), newTypes };
}

it('refunds in parts, never more than was captured', async () => {
  const { stripe, payment_intent, newTypes } = await paidOrder();

  const part = await stripe.refunds.create({
    payment_intent,
    amount: 10_000,
    reason: 'requested_by_customer',
  });
  const tooMuch = await refusal(stripe.refunds.create({ payment_intent, amount: 19_901 }));
  const rest = await stripe.refunds.create({ payment_intent });
  const again = await refusal(stripe.refunds.create({ payment_intent }));

  expect([part.amount, rest.amount]).toEqual([10_000, 19_900]);
  expect(tooMuch).toMatchObject({ statusCode: 400, param: 'amount' });
  expect(again.code).toBe('charge_already_refunded');
  expect(newTypes()).toEqual(['refund.created', 'charge.refunded', 'refund.created', 'charge.refunded']);
  expect(await stripe.charges.retrieve(String(rest.charge))).toMatchObject({
    amount_refunded: 29_900,
    refunded: true,
  });
});

it('refunds by charge, lists by payment intent, and updates metadata', async () => {
  const { stripe, payment_intent, newTypes } = await paidOrder();
  const { latest_charge } = await stripe.paymentIntents.retrieve(payment_intent);

  const refund = await stripe.refunds.create({
    charge: String(latest_charge),
    amount: 1,
    metadata: { refund_no: 'R-1' },
  });
  await stripe.refunds.update(refund.id, { metadata: { seen: 'yes' } });

  const { data } = await stripe.refunds.list({ payment_intent });
  expect(data).toMatchObject([{ id: refund.id, metadata: { refund_no: 'R-1', seen: 'yes' } }]);
  expect(newTypes()).toContain('refund.updated');
});

it('replays a refund for the same idempotency key', async () => {
  const { stripe, payment_intent, newTypes } = await paidOrder();
  const key = { idempotencyKey: 'R-1:1' };
  const first = await stripe.refunds.create({ payment_intent, amount: 500 }, key);
  const second = await stripe.refunds.create({ payment_intent, amount: 500 }, key);
  expect(second.id).toBe(first.id);
  expect(newTypes().filter((type) => type === 'refund.created')).toHaveLength(1);
});

it('fails a refund after it succeeded and makes its amount refundable again', async () => {
  const { stripe, payment_intent, call, newTypes } = await paidOrder();
  const refund = await stripe.refunds.create({ payment_intent });

  await call('POST', `/_sandbox/stripe/refunds/${refund.id}/fail`);

  expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
    status: 'failed',
    failure_reason: expect.any(String),
  });
  expect(newTypes()).toContain('refund.failed');
  expect((await stripe.refunds.create({ payment_intent })).amount).toBe(29_900);
});

it('keeps a refund pending until the bank speaks, and cancels one that has not left', async () => {
  const { stripe, payment_intent, call } = await paidOrder();
  const path = `/_sandbox/stripe/payments/${payment_intent}/refund`;
  const first: Stripe.Refund = (await call('POST', path, { amount: 100, ending: 'pending' })).json;
  const second: Stripe.Refund = (await call('POST', path, { amount: 200, ending: 'pending' })).json;

  await call('POST', `/_sandbox/stripe/refunds/${first.id}/succeed`);
  await stripe.refunds.cancel(second.id);

  expect((await stripe.refunds.retrieve(first.id)).status).toBe('succeeded');
  expect((await stripe.refunds.retrieve(second.id)).status).toBe('canceled');
  expect((await refusal(stripe.refunds.cancel(first.id))).statusCode).toBe(400);
});

it.each([
  ['won', ['charge.dispute.funds_reinstated', 'charge.dispute.closed']],
  ['lost', ['charge.dispute.closed']],
])('opens a dispute that is %s in the end', async (verdict, closing) => {
  const { stripe, payment_intent, call, newTypes } = await paidOrder();
  const dispute: Stripe.Dispute = (await call('POST', `/_sandbox/stripe/payments/${payment_intent}/dispute`))
    .json;
  const refused = await refusal(stripe.refunds.create({ payment_intent }));

  await call('POST', `/_sandbox/stripe/disputes/${dispute.id}/${verdict}`);

  expect((await stripe.disputes.retrieve(dispute.id)).status).toBe(verdict);
  expect(refused.code).toBe('charge_disputed');
  expect(newTypes()).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn', ...closing]);
});

it('closes a dispute as lost through the API, once', async () => {
  const { stripe, payment_intent, call } = await paidOrder();
  const dispute: Stripe.Dispute = (await call('POST', `/_sandbox/stripe/payments/${payment_intent}/dispute`))
    .json;
  expect((await stripe.disputes.close(dispute.id)).status).toBe('lost');
  expect((await refusal(stripe.disputes.close(dispute.id))).statusCode).toBe(400);
});
