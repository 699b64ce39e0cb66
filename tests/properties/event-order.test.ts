import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Store } from '#libs/store/store.ts';
import { seededRandom } from '#sandbox/random.ts';
import { sweepWebhookLogs } from '#services/sweep-webhook-logs.ts';
import { eventsOf, type Purchase, post, purchase, type StripeEventJson } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

type Events = ReturnType<typeof eventsOf>;

/** Stories of one payment: which facts there are, never in which order they arrive. */
const stories: Record<string, (events: Events) => StripeEventJson[]> = {
  'paid at once, refunded in two parts, one of them failing later': (events) => [
    events.paid(),
    events.refund('created', 're_1', 'pending', 10_000),
    events.refund('updated', 're_1', 'succeeded', 10_000),
    events.refund('created', 're_2', 'succeeded', 19_900),
    events.refund('failed', 're_2', 'failed', 19_900),
  ],
  'a delayed method that arrives, then a full refund': (events) => [
    events.unpaid(),
    events.delayedPaid(),
    events.refund('created', 're_1', 'succeeded', 29_900),
    events.chargeRefunded(29_900),
  ],
  'a delayed method that arrives, and a full refund that bounces': (events) => [
    events.unpaid(),
    events.delayedPaid(),
    events.refund('created', 're_1', 'succeeded', 29_900),
    events.refund('failed', 're_1', 'failed', 29_900),
  ],
  'a delayed method that fails': (events) => [events.unpaid(), events.delayedFailed()],
  'expired, then paid after all': (events) => [events.expired(), events.paid(), events.paid()],
  'a dispute opened, funds withdrawn, and won': (events) => [
    events.paid(),
    events.dispute('created', 'dp_1', 'needs_response'),
    events.dispute('funds_withdrawn', 'dp_1', 'under_review'),
    events.dispute('closed', 'dp_1', 'won'),
    events.dispute('funds_reinstated', 'dp_1', 'won'),
  ],
  'a dispute lost after a partial refund': (events) => [
    events.paid(),
    events.refund('created', 're_1', 'succeeded', 5_000),
    events.dispute('created', 'dp_1', 'needs_response', 24_900),
    events.dispute('closed', 'dp_1', 'lost', 24_900),
  ],
};

/** Whoever loses the race against earlier events three times is told to come again, and comes. */
async function deliver(app: TestContext, event: StripeEventJson): Promise<void> {
  await expect.poll(async () => (await post(app, event)).status).toBe(200);
}

/** Everything a shopper, a marketer or an accountant could see of the outcome. */
async function outcomeOf(store: Store, events: readonly StripeEventJson[]) {
  const app = createTestContext({ store });
  for (const event of events) await deliver(app, event);
  await app.settled();
  app.clock.pass(61);
  await sweepWebhookLogs(app);
  await app.settled();
  const all = async <T extends Parameters<typeof app.store.list>[0]>(table: T) =>
    (await app.store.list(table, { limit: 200 })).rows;
  const [order, ...others] = await all('payment_orders');
  expect(others).toHaveLength(0);
  return {
    order: order && { ...order, id: '', version: 0, created_at: 0, updated_at: 0 },
    preorders: (await all('preorders')).map(({ status, color, amount, email, shipping_address }) => ({
      status,
      color,
      amount,
      email,
      shipping_address,
    })),
    ledger: (await all('payment_transactions'))
      .map(({ transaction_no, amount }) => `${transaction_no}=${amount}`)
      .sort(),
    // What is owed; whether one of them was overtaken before it was sent depends on the sequence.
    promises: (await all('outbox'))
      .filter(({ kind }) => kind !== 'email')
      .map(({ dedupe_key }) => dedupe_key)
      .sort(),
    mails: app.mails.map(({ dedupe_key }) => dedupe_key).sort(),
    unfinished: (await all('webhook_logs')).filter(({ status }) => status === 'failed').length,
  };
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
  );
}

/** So many of them, never fewer than the first and the last, drawn with the seed. */
function sample<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  const random = seededRandom(seed);
  const drawn = items
    .slice(1, -1)
    .map((item) => [random(), item] as const)
    .sort(([a], [b]) => a - b);
  return [...items.slice(0, 1), ...drawn.slice(0, most - 2).map(([, item]) => item), ...items.slice(-1)];
}

/** A database takes a hundred times as long over each as memory does. */
const samples = { memory: Number.POSITIVE_INFINITY, Postgres: 10, Firestore: 5 };
const seed = 7;

onEveryStore((store, { name, empty }) => {
  const orders = name === 'memory' ? 'every order' : `each of ${samples[name]} orders (seed ${seed})`;

  async function outcomeOfNew(events: readonly StripeEventJson[]) {
    await empty();
    return outcomeOf(store(), events);
  }

  describe('the events of one payment', { timeout: 60_000 }, () => {
    it.each(Object.entries(stories))(`%s: ${orders} of arrival ends in the same state`, async (_, tell) => {
      const bought: Purchase = purchase();
      const events = tell(eventsOf(bought));
      const expected = await outcomeOfNew(events);
      expect(expected.unfinished).toBe(0);
      for (const order of sample(permutations(events), samples[name]))
        expect(await outcomeOfNew(order)).toEqual(expected);
    });

    it('end in the same state whatever is duplicated and shuffled', async () => {
      const names = Object.keys(stories);
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...names),
          fc.infiniteStream(fc.nat(1000)),
          async (story, random) => {
            const events = stories[story]?.(eventsOf(purchase())) ?? [];
            const expected = await outcomeOfNew(events);
            const next = () => random.next().value ?? 0;
            const duplicated = events.flatMap((event) => (next() % 2 === 0 ? [event] : [event, event]));
            const shuffled = duplicated.map((event) => [next(), event] as const).sort(([a], [b]) => a - b);
            expect(await outcomeOfNew(shuffled.map(([, event]) => event))).toEqual(expected);
          },
        ),
        { numRuns: Math.min(150, samples[name]), seed },
      );
    });
  });
});
