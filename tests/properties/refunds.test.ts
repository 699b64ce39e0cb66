import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Operator } from '#domain/operator.ts';
import { cancelForOperator, refundOrder } from '#domain/operator-acts/money.ts';
import type { RefundPromise } from '#domain/refund.ts';
import { inFlight, type RefundRecord } from '#domain/refund-record.ts';
import { cancelForBuyer } from '#services/act-on-order.ts';
import { actOnOrder, type Decide } from '#services/console/act-on-order.ts';
import { recordRefusal } from '#services/record-refusal.ts';
import { eventsOf, type Purchase, post, purchase, type StripeEventJson } from '#tests/factories.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

/*
 * Operators and the buyer ask for money back while somebody gives it back in the dashboard; the provider takes what it can
 * pay, lets some of it fail later, and tells of all this late and in any sequence.
 */

const captured = 29_900;
const ana: Operator = { name: 'ana', role: 'operator' };

/** A refund as it stands at the provider, which never gives back more than was paid. */
type AtProvider = {
  readonly id: string;
  amount: number;
  status: 'pending' | 'succeeded' | 'failed';
  /** Number and attempt of ours; null for one of the dashboard. */
  readonly asked: { readonly refund_no: string; readonly attempt: string } | null;
};

type World = {
  readonly app: TestContext;
  readonly bought: Purchase;
  readonly provider: AtProvider[];
  /** What was not told yet. */
  readonly untold: StripeEventJson[];
};

async function openWorld(): Promise<World> {
  const app = createTestContext();
  const bought = purchase({ unitAmount: captured });
  await post(app, eventsOf(bought).paid());
  return { app, bought, provider: [], untold: [] };
}

const paysStill = (provider: readonly AtProvider[]): number =>
  provider.filter(({ status }) => status !== 'failed').reduce((left, { amount }) => left - amount, captured);

function happens({ bought, untold }: World, refund: AtProvider): void {
  const words = refund.asked ? { metadata: refund.asked } : {};
  untold.push(eventsOf(bought).refund('updated', refund.id, refund.status, refund.amount, words));
}

function create(world: World, refund: Omit<AtProvider, 'id' | 'status'>): void {
  if (refund.amount < 1) return;
  const born: AtProvider = { ...refund, id: `re_${world.provider.length}`, status: 'pending' };
  world.provider.push(born);
  happens(world, born);
}

type Command = (world: World) => Promise<void>;

const presses =
  (wishes: readonly number[]): Command =>
  async ({ app, bought }) => {
    const request = () => ({ orderNo: bought.orderNo, actId: app.ids.newId(), reason: null });
    const asks =
      (amount: number): Decide =>
      (at, around) =>
        refundOrder(at, { amount, reason: 'goodwill' }, around);
    await Promise.all(
      wishes.map((amount) =>
        actOnOrder(app, ana, { request: request(), decide: amount === 0 ? cancelForOperator : asks(amount) }),
      ),
    );
  };

const callsOff: Command = async ({ app, bought }) => {
  await cancelForBuyer(app, { orderNo: bought.orderNo, linkVersion: 1, uid: null });
};

const dashboardGives =
  (amount: number): Command =>
  async (world) =>
    create(world, { amount: Math.min(amount, paysStill(world.provider)), asked: null });

/** What the provider was not asked for yet, or left without an answer, oldest first; what it refused is over. */
async function openPromises(world: World): Promise<readonly RefundPromise[]> {
  const { rows } = await world.app.store.list('outbox', { where: { kind: 'refund' }, limit: 100 });
  const over = (await recordsIn(world)).filter(
    ({ status, provider_refund_id }) => status === 'failed' && provider_refund_id === null,
  );
  return rows
    .toReversed()
    .map(({ payload }) => payload as RefundPromise)
    .filter(({ refundNo }) => !over.some(({ refund_no }) => refund_no === refundNo))
    .filter(({ refundNo }) => !world.provider.some(({ asked }) => asked?.refund_no === refundNo));
}

/** One of them is refused for good, and told so twice at once. */
const isRefused =
  (nth: number): Command =>
  async (world) => {
    const open = await openPromises(world);
    const promise = open[nth % Math.max(1, open.length)];
    if (!promise) return;
    await Promise.all([1, 2].map(() => recordRefusal(world.app, promise, 'Refused for good.')));
    const record = (await recordsIn(world)).find(({ refund_no }) => refund_no === promise.refundNo);
    expect(record).toMatchObject({ status: 'failed', failure_reason: 'Refused for good.' });
  };

/** The outbox reaches the provider, as the delivery does: never for more than it can pay. */
const promisesArrive: Command = async (world) => {
  for (const { refundNo: refund_no, amount } of await openPromises(world)) {
    const rest = Math.min(amount, paysStill(world.provider));
    create(world, { amount: rest, asked: { refund_no, attempt: '1' } });
  }
};

const bankDecides =
  (nth: number, status: 'succeeded' | 'failed'): Command =>
  async (world) => {
    const refund = world.provider[nth % Math.max(1, world.provider.length)];
    if (!refund || refund.status === 'failed' || refund.status === status) return;
    refund.status = status;
    happens(world, refund);
  };

const isTold =
  (nth: number): Command =>
  async ({ app, untold }) => {
    const [event] = untold.splice(nth % Math.max(1, untold.length), 1);
    if (event) expect((await post(app, event)).status).toBe(200);
  };

const aCommand = (overtaking: number): fc.Arbitrary<Command> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .array(fc.constantFrom(0, 1, 9_900, 20_000, captured), { minLength: 1, maxLength: 3 })
        .map(presses),
    },
    { weight: 1, arbitrary: fc.constant(callsOff) },
    { weight: 2, arbitrary: fc.constantFrom(100, 15_000, captured).map(dashboardGives) },
    { weight: 3, arbitrary: fc.constant(promisesArrive) },
    { weight: 1, arbitrary: fc.nat(3).map(isRefused) },
    {
      weight: 3,
      arbitrary: fc
        .record({ nth: fc.nat(9), status: fc.constantFrom('succeeded' as const, 'failed' as const) })
        .map(({ nth, status }) => bankDecides(nth, status)),
    },
    { weight: 6, arbitrary: fc.nat(overtaking).map(isTold) },
  );

async function recordsIn({ app, bought }: World): Promise<readonly RefundRecord[]> {
  const { refunds } = await app.store.load({ order: { method: 'stripe', orderNo: bought.orderNo } });
  return refunds.map(({ record }) => record);
}

const succeeded = (records: readonly RefundRecord[]): number =>
  records.filter(({ status }) => status === 'succeeded').reduce((sum, row) => sum + row.refund_amount, 0);

/** Every refund at the provider has one record that says the same, once all was told. */
async function expectAgreement(world: World): Promise<void> {
  while (world.untold.length > 0) await isTold(0)(world);
  const records = await recordsIn(world);
  for (const { id, status, amount } of world.provider)
    expect(records.filter((row) => row.provider_refund_id === id)).toMatchObject([
      { status, refund_amount: amount },
    ]);
  const unknown = records.filter(({ provider_refund_id }) => provider_refund_id === null);
  for (const { status } of unknown) expect(['pending', 'failed']).toContain(status);
}

type Sums = { readonly all: number; readonly open: number };

function sumsOf(records: readonly RefundRecord[]): Sums {
  const open = records.filter(({ provider_refund_id }) => provider_refund_id === null);
  return { all: succeeded(records) + inFlight(records), open: inFlight(open) };
}

/** Runs it and answers how often a promise had to give way to somebody who was quicker. */
async function run(commands: readonly Command[], expectSums: (sums: Sums) => void): Promise<number> {
  const world = await openWorld();
  for (const command of commands) {
    await command(world);
    expectSums(sumsOf(await recordsIn(world)));
  }
  const records = await recordsIn(world);
  await expectAgreement(world);
  expect(sumsOf(await recordsIn(world)).all).toBeLessThanOrEqual(captured);
  await world.app.settled();
  return records.filter(({ failure_reason }) => failure_reason === 'already_refunded').length;
}

const commandsWith = (overtaking: number) =>
  fc.array(aCommand(overtaking), { minLength: 5, maxLength: 40, size: 'max' });

it('whoever asks at the same time, what went back and what is on its way never exceeds what was paid', async () => {
  let crowded = 0;
  const within = ({ all }: Sums) => expect(all).toBeLessThanOrEqual(captured);
  const property = fc.asyncProperty(commandsWith(0), async (commands) => {
    crowded += await run(commands, within);
  });
  await fc.assert(property, { numRuns: 100 });
  // Else no run came to the point where a promise had to give way.
  expect(crowded).toBeGreaterThan(0);
}, 60_000);

it('nor do facts that overtake each other make us ask for more than is left', async () => {
  // A failure that was not told yet lets two refunds of one amount stand side by side; nothing is asked for beside them.
  const within = ({ all, open }: Sums) => expect(open === 0 || all <= captured).toBe(true);
  const property = fc.asyncProperty(commandsWith(9), async (commands) => {
    await run(commands, within);
  });
  await fc.assert(property, { numRuns: 100 });
}, 60_000);
