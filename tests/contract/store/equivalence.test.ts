import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Change, Changes } from '#domain/changes.ts';
import { ensure, insert, update } from '#domain/changes.ts';
import type { Known, Store } from '#libs/store/store.ts';
import { samplesOf } from '#tests/setup/thorough.ts';
import { everything } from './observed.ts';
import { openFirestoreStore, openMemoryStore, openPostgresStore } from './open-stores.ts';
import { activity, after, message, order, preorder, stockUnit, transaction, webhookLog } from './records.ts';
import type { OpenedStore, OpenStore } from './store-contract.ts';

/*
 * Whatever is done to them, the stores look the same. Names come from a handful, so that keys collide, versions go
 * stale and references dangle all the time.
 */

const few = fc.nat({ max: 3 });
const maybe = <V>(some: fc.Arbitrary<V>) => fc.option(some, { nil: null, freq: 3 });
const text = fc.string({ unit: 'binary', maxLength: 6 });

const anOrder = fc
  .record({
    id: few,
    number: few,
    session: maybe(few),
    trade: maybe(few),
    email: maybe(text),
    amount: fc.maxSafeNat(),
    at: few,
  })
  .map(({ id, number, session, trade, email, amount, at }) =>
    order({
      id: `o${id}`,
      order_no: `N${number}`,
      session_id: session === null ? null : `s${session}`,
      trade_no: trade === null ? null : `t${trade}`,
      ...{ email, amount, created_at: after(at) },
    }),
  );
const aTransaction = fc
  .record({ id: few, of: few, no: few, at: few })
  .map(({ id, of, no, at }) =>
    transaction(order({ id: `o${of}` }), { id: `t${id}`, transaction_no: `no${no}`, created_at: after(at) }),
  );
const aPreorder = fc.record({ id: few, of: few, no: few }).map(({ id, of, no }) => ({
  ...preorder(order({ id: `o${of}` })),
  id: `p${id}`,
  preorder_number: `N${no}`,
}));
/** A piece that was never wanted, wanted by two at a time, or sold to an order that may not be there. */
const aUnit = fc
  .record({ nth: fc.integer({ min: 1, max: 4 }), hold: maybe(few), until: few, of: maybe(few) })
  .map(({ nth, hold, until, of }) => {
    const status = of !== null ? 'sold' : hold !== null ? 'held' : 'free';
    return stockUnit(nth, {
      status,
      hold_token: hold === null ? null : `h${hold}`,
      held_until: status === 'held' ? after(until) : null,
      order_id: of === null ? null : `o${of}`,
    });
  });
const aMessage = fc
  .record({ id: few, key: few, due: few, payload: fc.jsonValue({ maxDepth: 2 }) })
  .map(({ id, key, due, payload }) =>
    message({ id: `m${id}`, dedupe_key: `k${key}`, next_attempt_at: after(due), payload }),
  );
const anActivity = fc
  .record({ id: fc.nat({ max: 20 }), at: few, message: text })
  .map(({ id, at, message: said }) => activity({ id: `a${id}`, created_at: after(at), message: said }));
const aLog = fc
  .record({
    id: few,
    event: few,
    stripe: maybe(few),
    ending: fc.constantFrom(
      { status: 'failed', error_code: null } as const,
      { status: 'success', error_code: null } as const,
      { status: 'ignored', error_code: 'not_ours' } as const,
      { status: 'set_aside', error_code: null } as const,
    ),
    due: maybe(few),
    trade: maybe(few),
    raw: text,
  })
  .map(({ id, event, stripe, ending, due, trade, raw }) =>
    webhookLog({
      id: `l${id}`,
      event_id: `e${event}`,
      stripe_event_id: stripe === null ? null : `se${stripe}`,
      ...ending,
      next_attempt_at: due === null ? null : after(due),
      trade_no: trade === null ? null : `t${trade}`,
      raw_data: raw,
    }),
  );

/** A change as it will be made, given what this store said about order and log when they were last read. */
type Planned = (known: Known) => readonly Change[];

const changesOf: fc.Arbitrary<Planned> = fc.oneof(
  { weight: 5, arbitrary: anOrder.map((row) => () => [insert('payment_orders', row)]) },
  aTransaction.map((row) => () => [insert('payment_transactions', row)]),
  aPreorder.map((row) => () => [insert('preorders', row)]),
  aPreorder.map((row) => () => [ensure('preorders', row)]),
  aUnit.map((row) => () => [insert('stock_units', row)]),
  aMessage.map((row) => () => [ensure('outbox', row)]),
  aMessage.map((row) => () => [insert('outbox', row)]),
  anActivity.map((row) => () => [insert('activity_logs', row)]),
  maybe(text).map(
    (email) =>
      ({ order: read }: Known) =>
        read ? [update('payment_orders', read, { email, status: 'refunded' })] : [],
  ),
);

type Command = (store: Store, memory: { known: Known }) => Promise<unknown>;

const aCommit: fc.Arbitrary<Command> = fc
  .record({
    log: fc.oneof(fc.constant(null), fc.constant('update' as const), aLog),
    changes: fc.array(changesOf, { maxLength: 5 }),
  })
  .map(({ log, changes }) => async (store, { known }) => {
    const read = known.log;
    const logChange: Changes['log'] =
      log === 'update'
        ? read && update('webhook_logs', read, { status: 'success', attempts: 2 })
        : log && insert('webhook_logs', log);
    const result = await store.commit({
      log: logChange,
      changes: changes.flatMap((plan) => plan(known)),
    });
    // Which of several broken guards is named first is nobody's promise.
    return result.kind === 'conflict' ? result.kind : result;
  });

const aLoad: fc.Arbitrary<Command> = fc
  .record({ event: few, session: maybe(few), trade: maybe(few), number: few })
  .map(({ event, session, trade, number }) => async (store, memory) => {
    memory.known = await store.load({
      event: { provider: 'stripe', eventId: `e${event}` },
      order: {
        method: 'stripe',
        sessionId: session === null ? null : `s${session}`,
        tradeNo: trade === null ? null : `t${trade}`,
        orderNo: `N${number}`,
      },
    });
    const { log, order: found, transactions, preorder: goods } = memory.known;
    return [log?.record, found?.record, transactions, goods?.record];
  });

const aClaim: fc.Arbitrary<Command> = fc
  .record({ now: fc.nat({ max: 6 }), limit: fc.integer({ min: 1, max: 4 }), token: few })
  .map(
    ({ now, limit, token }) =>
      (store) =>
        store.claim({ now: after(now), limit, token: `w${token}`, leaseSeconds: 0.002 }),
  );

const aSettlement: fc.Arbitrary<Command> = fc
  .array(fc.record({ id: few, token: few, again: fc.boolean(), due: few }), { maxLength: 4 })
  .map(
    (ended) => (store) =>
      store.settle(
        ended.map(({ id, token, again, due }) => ({
          id: `m${id}`,
          token: `w${token}`,
          set: {
            status: again ? 'pending' : 'sent',
            attempts: 1,
            next_attempt_at: after(due),
            last_error: again ? 'no' : null,
            sent_at: again ? null : after(due),
          },
        })),
      ),
  );

const aSweep: fc.Arbitrary<Command> = fc
  .record({ now: few, limit: fc.integer({ min: 1, max: 4 }), trade: maybe(few) })
  .map(
    ({ now, limit, trade }) =>
      (store) =>
        store.dueLogs({ now: after(now), limit, ...(trade === null ? {} : { tradeNos: [`t${trade}`] }) }),
  );

const aCount: fc.Arbitrary<Command> = fc
  .record({ from: few, until: few, by: fc.subarray(['status', 'trade_no', 'session_id'] as const) })
  .map(
    ({ from, until, by }) =>
      (store) =>
        store.stats('payment_orders', { from: after(from), until: after(until), by }),
  );

const aHistory = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: aCommit },
    { weight: 2, arbitrary: aLoad },
    { weight: 2, arbitrary: aClaim },
    { weight: 1, arbitrary: aSettlement },
    { weight: 1, arbitrary: aSweep },
    { weight: 1, arbitrary: aCount },
  ),
  { minLength: 5, maxLength: 25, size: 'max' },
);

/** One for all, so that every store meets the same sequences; a failure names it. */
const seed = randomInt(2 ** 31);

let memory: OpenedStore;
beforeAll(async () => {
  memory = await openMemoryStore();
});
afterAll(() => memory.close());

/** What can be seen after each command and at the end; a settled message is stamped by the store's own clock. */
async function observe({ store }: OpenedStore, history: readonly Command[]) {
  const memory = { known: await store.load({}) };
  const answers: unknown[] = [];
  for (const command of history) {
    answers.push(await command(store, memory).catch(() => 'refused'));
  }
  return unstamped([answers, await everything(store)]);
}

const unstamped = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (name, inner) => (name === 'updated_at' ? undefined : inner)));

async function expectLikeMemory(openStore: OpenStore, numRuns: number): Promise<void> {
  const other = await openStore();
  try {
    await fc.assert(
      fc.asyncProperty(aHistory, async (history) => {
        await Promise.all([memory.empty(), other.empty()]);
        const [expected, seen] = await Promise.all([observe(memory, history), observe(other, history)]);
        expect(seen).toEqual(expected);
      }),
      { numRuns: samplesOf(numRuns), seed },
    );
  } finally {
    await other.close();
  }
}

it('leaves Postgres looking like memory after any sequence of calls', async () => {
  await expectLikeMemory(openPostgresStore, 150);
}, 120_000);

it.skipIf(inject('firestoreHost') === null)(
  'leaves Firestore looking like memory, and so like Postgres, after any sequence of calls',
  // Fewer, because the emulator takes some ten times as long over each.
  () => expectLikeMemory(openFirestoreStore, 60),
  120_000,
);
