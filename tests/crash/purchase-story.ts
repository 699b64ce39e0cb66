import { expect } from 'vitest';
import { type Sandbox, startSandbox } from '#sandbox/server.ts';
import type * as Stored from '#sandbox/stripe/stored.ts';
import { checkoutResult } from '#services/queries/checkout-result.ts';
import { receiveWebhook } from '#services/receive-webhook.ts';
import { startCheckout } from '#services/start-checkout.ts';
import { signed } from '#tests/factories.ts';
import { createRunningClock, createTestContext, priceMap } from '#tests/test-context.ts';
import type { Pipeline } from './pipeline.ts';

/** A purchase that was really paid and given back in the local Stripe, and what Stripe has to tell about it. */
export type Story = {
  readonly sessionId: string;
  readonly orderNo: string;
  readonly amount: number;
  /** Address nobody else buys with. */
  readonly email: string;
  readonly refundId: string;
  /** Payment first, then its refund and the cross-check of it. */
  readonly events: readonly Stored.Event[];
};

/** One thing that happens to the shop: a notification, or a shopper who comes back. */
export type Step = { readonly event: Stored.Event } | { readonly returns: string };

const amount = 29_900;
const prices = Object.values(priceMap).map((id) => ({
  id,
  product: 'prod_companion',
  unit_amount: amount,
  currency: 'usd',
}));

/** A provider world that tells nobody anything by itself. */
export const silentSandbox = (): Promise<Sandbox> => startSandbox({ prices });

let shoppers = 0;

/** Buys one companion and gives it back. */
export async function tellStory(sandbox: Sandbox): Promise<Story> {
  const email = `crash-${++shoppers}@example.com`;
  const shop = createTestContext({ stripeApi: sandbox.url, clock: createRunningClock() });
  const choice = {
    sku: 'rolitt-companion',
    color: 'red',
    quantity: 1,
    email,
    userId: null,
    locale: 'en',
    utm: null,
    openSessionId: null,
  };
  const started = await startCheckout(shop, choice);
  if (started.kind !== 'redirect') throw new Error(`The checkout was refused: ${started.code}`);
  const play = async (path: string, body: object) => {
    const response = await fetch(`${sandbox.url}/_sandbox/stripe/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
  };
  await play(`sessions/${started.sessionId}/pay`, { outcome: 'pay' });
  const session = sandbox.stripe.sessions().find(({ id }) => id === started.sessionId);
  const intent = session?.payment_intent ?? '';
  await play(`payments/${intent}/refund`, {});
  const about = (object: Record<string, unknown>) =>
    object.id === started.sessionId || object.payment_intent === intent;
  const told = ['checkout.session.completed', 'refund.created', 'charge.refunded'].map((type) =>
    sandbox.stripe.events().find((event) => event.type === type && about({ ...event.data.object })),
  );
  const events = told.filter((event) => event !== undefined);
  if (events.length !== told.length) throw new Error('The sandbox told less than a whole story.');
  const refund = events.find(({ type }) => type === 'refund.created')?.data.object as { id: string };
  const orderNo = session?.client_reference_id ?? '';
  return { sessionId: started.sessionId, orderNo, amount, email, refundId: refund.id, events };
}

/** Payment, the shopper's return, refund, cross-check. */
export const stepsOf = ({ events: [paid, ...refund], sessionId }: Story): Step[] => [
  ...(paid ? [{ event: paid }] : []),
  { returns: sessionId },
  ...refund.map((event) => ({ event })),
];

/** Body and headers of a step that is a notification, signed for the given moment. */
export const signedEvent = (event: Stored.Event, now: Date) =>
  signed(JSON.stringify(event), { at: Math.floor(now.getTime() / 1000) });

/** Takes one step in this process. False unless the sender got a 2xx. */
export async function takeStep(app: Pipeline, step: Step): Promise<boolean> {
  try {
    if ('returns' in step) await checkoutResult(app, step.returns);
    else {
      const { status } = await receiveWebhook(app, 'stripe', signedEvent(step.event, app.clock.now()));
      if (status > 299) return false;
    }
    return true;
  } catch {
    return false;
  } finally {
    await app.settled();
  }
}

/** What the receiver holds about the buyer of a story: metric and unique id of every event, sorted. */
export const announced = (sandbox: Sandbox, { email }: Story): string[] =>
  sandbox.klaviyo
    .events()
    .filter(({ profile }) => profile === email)
    .map(({ metric, uniqueId }) => `${metric} ${uniqueId}`)
    .sort();

/** The events of the payment, each once. */
export const paymentEvents = ({ orderNo }: Story): string[] => [
  `Ordered Product ${orderNo}:rolitt-companion`,
  `Placed Order ${orderNo}`,
  `Preorder Success ${orderNo}:preorder`,
];

/** The events of the whole story, each once. */
export const storyEvents = (story: Story): string[] => [
  ...paymentEvents(story),
  `Refunded Order ${story.refundId}`,
];

/** One order, one charge, one refund, one preorder, four events at Klaviyo, two mails nobody is there to send, nothing left to do, nothing failed. */
export async function expectRecordedOnce(app: Pipeline, sandbox: Sandbox, story: Story): Promise<void> {
  const { store } = app;
  const rows = async <T extends Parameters<typeof store.list>[0]>(table: T, where: object) =>
    (await store.list(table, { where, limit: 50 })).rows;
  const orders = await rows('payment_orders', { session_id: story.sessionId });
  expect(orders).toMatchObject([
    {
      order_no: story.orderNo,
      status: 'refunded',
      amount: story.amount,
      amount_refunded: story.amount,
      needs_attention: null,
    },
  ]);
  const order_id = orders[0]?.id;
  const ledger = await rows('payment_transactions', { order_id });
  expect(ledger.map(({ action_type, status, amount }) => [action_type, status, amount]).sort()).toEqual([
    ['charge', 'succeeded', story.amount],
    ['refund', 'succeeded', story.amount],
  ]);
  expect(await rows('preorders', { order_id })).toMatchObject([{ status: 'refunded' }]);
  const outbox = await rows('outbox', { order_id });
  expect(outbox.map(({ kind, status }) => `${kind} ${status}`).sort()).toEqual([
    'email suppressed',
    'email suppressed',
    ...Array(4).fill('klaviyo.event sent'),
  ]);
  expect(Math.max(...outbox.map(({ attempts }) => attempts))).toBeLessThanOrEqual(2);
  expect(announced(sandbox, story)).toEqual(storyEvents(story));
  for (const { id } of story.events)
    expect(await rows('webhook_logs', { event_id: id })).toMatchObject([
      { status: expect.stringMatching(/success|ignored/) },
    ]);
}
