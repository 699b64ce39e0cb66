import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import { checkoutResult } from '#services/queries/checkout-result.ts';
import { startCheckout } from '#services/start-checkout.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { createRunningClock, createTestContext, priceMap } from '#tests/test-context.ts';

const prices = Object.entries(priceMap).map(([nickname, id]) => ({
  id,
  product: 'prod_companion',
  unit_amount: 29_900,
  currency: 'usd',
  nickname,
}));

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ prices });
});
afterAll(() => sandbox.close());

const choice = {
  sku: 'rolitt-companion',
  color: 'red',
  quantity: 1,
  email: 'ada@example.com',
  locale: 'en',
  utm: null,
  openSessionId: null,
};

/** Buys with the local Stripe and answers what the shop keeps of it. */
async function buy(userId: string | null) {
  const app = createTestContext({ stripeApi: sandbox.url, clock: createRunningClock() });
  const started = await startCheckout(app, { ...choice, userId });
  if (started.kind !== 'redirect') throw new Error(`refused: ${started.code}`);
  await fetch(`${sandbox.url}/_sandbox/stripe/sessions/${started.sessionId}/pay`, {
    method: 'POST',
    body: JSON.stringify({ outcome: 'pay', email: choice.email, name: 'Ada Lovelace' }),
  });
  await checkoutResult(app, started.sessionId);
  const known = await app.store.load({ order: { method: 'stripe', sessionId: started.sessionId } });
  const session = sandbox.stripe.sessions().find(({ id }) => id === started.sessionId);
  return { known, metadata: session?.metadata };
}

it('a purchase belongs to whoever was signed in when it began, from the payment page to the preorder', async () => {
  const { known, metadata } = await buy('uid-ada');
  expect(metadata).toMatchObject({ user_id: 'uid-ada' });
  expect(known.order?.record.user_id).toBe('uid-ada');
  expect(known.preorder?.record.user_id).toBe('uid-ada');
});

it('a guest’s purchase belongs to nobody, and its payment page says nothing about it', async () => {
  const { known, metadata } = await buy(null);
  expect(metadata).not.toHaveProperty('user_id');
  expect(known.order?.record.user_id).toBeNull();
});

it('a payment page from before anybody could sign in is settled as ever', async () => {
  const app = createTestContext();
  const bought = purchase();
  await post(app, eventsOf(bought).paid());
  const known = await app.store.load({ order: { method: 'stripe', sessionId: bought.sessionId } });
  expect(known.order?.record).toMatchObject({ status: 'paid', user_id: null });
});
