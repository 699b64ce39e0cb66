import { expect, it } from 'vitest';
import { ensure, insert, update } from '#domain/changes.ts';
import type { CommitResult, Store } from '#libs/store/store.ts';
import { allOf, counts, everything } from './observed.ts';
import {
  activity,
  after,
  birth,
  message,
  only,
  order,
  preorder,
  transaction,
  webhookLog,
} from './records.ts';

const committed: CommitResult = { kind: 'committed' };
const conflict = (guard: string): CommitResult => ({ kind: 'conflict', guards: [guard] });

export function commitContract(store: () => Store): void {
  it('writes the log row and everything it causes', async () => {
    const paid = birth();

    expect(await store().commit(paid.changes)).toEqual(committed);

    expect(await everything(store())).toMatchObject({
      webhook_logs: [paid.log],
      payment_orders: [paid.order],
      payment_transactions: [paid.charge],
      preorders: [paid.preorder],
    });
    expect((await allOf(store(), 'outbox')).map(({ id }) => id).sort()).toEqual(
      paid.messages.map(({ id }) => id).sort(),
    );
  });

  it('writes a log row alone', async () => {
    const log = webhookLog({ status: 'ignored', stripe_event_id: null });
    expect(await store().commit({ log: insert('webhook_logs', log), changes: [] })).toEqual(committed);
    expect(await allOf(store(), 'webhook_logs')).toEqual([log]);
  });

  it('takes a commit of nothing', async () => {
    expect(await store().commit(only())).toEqual(committed);
  });

  it('writes nothing for an event it has seen and tells how that ended', async () => {
    const first = birth();
    const again = birth({
      log: { event_id: first.log.event_id, stripe_event_id: first.log.stripe_event_id },
    });
    await store().commit(first.changes);
    const before = await everything(store());

    expect(await store().commit(again.changes)).toEqual({ kind: 'seen', status: 'success' });
    expect(await everything(store())).toEqual(before);
  });

  it('calls an event seen even when an order in the same commit has changed since', async () => {
    const first = birth();
    await store().commit(first.changes);
    const stale = { record: first.order, version: '1' };

    const result = await store().commit({
      log: insert('webhook_logs', webhookLog({ event_id: first.log.event_id, stripe_event_id: null })),
      changes: [update('payment_orders', stale, { status: 'refunded' })],
    });

    expect(result).toEqual({ kind: 'seen', status: 'success' });
  });

  it.each(['failed', 'set_aside'] as const)(
    'recognises the same Stripe event under another event id, and that it is %s',
    async (status) => {
      const first = webhookLog({ status });
      await store().commit({ log: insert('webhook_logs', first), changes: [] });
      const other = webhookLog({ event_id: 'fetch:cs_1:paid', stripe_event_id: first.stripe_event_id });

      const result = await store().commit({ log: insert('webhook_logs', other), changes: [] });

      expect(result).toEqual({ kind: 'seen', status });
    },
  );

  it('keeps the events of two providers apart, however they are called', async () => {
    const [stripe, alipay] = [webhookLog(), webhookLog({ provider: 'alipay', stripe_event_id: null })];
    await store().commit({ log: insert('webhook_logs', stripe), changes: [] });
    const result = await store().commit({
      log: insert('webhook_logs', { ...alipay, event_id: stripe.event_id }),
      changes: [],
    });
    expect(result).toEqual(committed);
  });

  it('commits one of 64 parallel deliveries of one event, and only that one', async () => {
    const log = webhookLog();
    const deliveries = Array.from({ length: 64 }, () =>
      birth({ log: { event_id: log.event_id, stripe_event_id: log.stripe_event_id } }),
    );

    const results = await Promise.all(deliveries.map(({ changes }) => store().commit(changes)));

    expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'seen')).toHaveLength(63);
    expect(await counts(store())).toMatchObject({ webhook_logs: 1, payment_orders: 1, outbox: 3 });
  });

  it('lets one of two events give birth to an order, and names what stopped the other', async () => {
    const shared = { session_id: 'cs_shared', trade_no: null };
    const [one, other] = [birth({ order: shared }), birth({ order: shared })];

    const results = await Promise.all([store().commit(one.changes), store().commit(other.changes)]);

    expect(results).toContainEqual(committed);
    expect(results).toContainEqual(conflict('payment_orders:payment_method+session_id'));
    expect(await counts(store())).toMatchObject({ webhook_logs: 1, payment_orders: 1, preorders: 1 });
  });

  const taken = birth();
  const second = order();
  it.each([
    ['payment_orders:id', insert('payment_orders', order({ id: taken.order.id }))],
    ['payment_orders:order_no', insert('payment_orders', order({ order_no: taken.order.order_no }))],
    [
      'payment_orders:payment_method+session_id',
      insert('payment_orders', order({ session_id: taken.order.session_id })),
    ],
    [
      'payment_orders:payment_method+trade_no',
      insert('payment_orders', order({ trade_no: taken.order.trade_no })),
    ],
    [
      'payment_transactions:transaction_no',
      insert(
        'payment_transactions',
        transaction(taken.order, { transaction_no: taken.charge.transaction_no }),
      ),
    ],
    ['preorders:order_id', insert('preorders', preorder(taken.order, { preorder_number: 'other' }))],
    [
      'preorders:preorder_number',
      insert('preorders', preorder(second, { preorder_number: taken.order.order_no })),
    ],
    ['outbox:dedupe_key', insert('outbox', message({ dedupe_key: taken.messages[0]?.dedupe_key ?? '' }))],
  ])('names the key %s that is taken, and writes nothing', async (guard, clash) => {
    await store().commit(taken.changes);
    await store().commit(only(insert('payment_orders', second)));
    const before = await everything(store());
    const fine = birth();

    for (const changes of [
      [clash, ...fine.changes.changes],
      [...fine.changes.changes, clash],
    ]) {
      expect(await store().commit({ ...fine.changes, changes })).toEqual(conflict(guard));
    }
    expect(await everything(store())).toEqual(before);
    expect(await store().commit(fine.changes)).toEqual(committed);
  });

  it('lets any number of orders have no session and no trade number', async () => {
    const blank = { session_id: null, trade_no: null };
    const result = await store().commit(
      only(insert('payment_orders', order(blank)), insert('payment_orders', order(blank))),
    );
    expect(result).toEqual(committed);
  });

  it('ensures what is missing and leaves alone what is there', async () => {
    const [there, missing] = [message({ payload: 'first' }), message()];
    await store().commit(only(insert('outbox', there)));

    const result = await store().commit(
      only(
        ensure('outbox', message({ dedupe_key: there.dedupe_key, payload: 'second' })),
        ensure('outbox', missing),
        ensure('outbox', message({ dedupe_key: missing.dedupe_key })),
      ),
    );

    expect(result).toEqual(committed);
    const kept = await allOf(store(), 'outbox');
    expect(kept.map(({ dedupe_key }) => dedupe_key).sort()).toEqual(
      [there.dedupe_key, missing.dedupe_key].sort(),
    );
    expect(kept.find(({ id }) => id === there.id)?.payload).toBe('first');
  });

  it('updates the named fields of a record as it was read, and no others', async () => {
    const paid = birth();
    await store().commit(paid.changes);
    const known = await store().load({ order: { method: 'stripe', orderNo: paid.order.order_no } });
    if (!known.order) throw new Error('the order is not there');

    const set = { status: 'refunded', amount_refunded: 29_900, utm: null, updated_at: after(5) } as const;
    expect(await store().commit(only(update('payment_orders', known.order, set)))).toEqual(committed);
    expect(await allOf(store(), 'payment_orders')).toEqual([{ ...paid.order, ...set }]);
  });

  it('refuses an update of a record that changed since it was read, and what came with it', async () => {
    const paid = birth();
    await store().commit(paid.changes);
    const { order: read } = await store().load({ order: { method: 'stripe', orderNo: paid.order.order_no } });
    if (!read) throw new Error('the order is not there');
    await store().commit(only(update('payment_orders', read, { email: 'first@example.com' })));
    const before = await everything(store());

    const late = {
      log: insert('webhook_logs', webhookLog()),
      changes: [
        insert('activity_logs', activity()),
        update('payment_orders', read, { email: 'second@example.com' }),
      ],
    };
    expect(await store().commit(late)).toEqual(conflict('version:payment_orders'));
    expect(await everything(store())).toEqual(before);
  });

  it('refuses an update of a record that is not there', async () => {
    const nowhere = { record: order(), version: '1' };
    const result = await store().commit(only(update('payment_orders', nowhere, { email: null })));
    expect(result).toEqual(conflict('version:payment_orders'));
  });

  it('lets one of 16 parallel updates of the same version through', async () => {
    const paid = birth();
    await store().commit(paid.changes);
    const { order: read } = await store().load({ order: { method: 'stripe', orderNo: paid.order.order_no } });
    if (!read) throw new Error('the order is not there');

    const results = await Promise.all(
      Array.from({ length: 16 }, (_, nth) =>
        store().commit(only(update('payment_orders', read, { version: nth + 2 }))),
      ),
    );

    expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
    expect(results.filter(({ kind }) => kind === 'conflict')).toHaveLength(15);
  });

  it('updates a failed log row by its version, together with what its new outcome causes', async () => {
    const log = webhookLog({ status: 'failed', next_attempt_at: noonPlusMinute });
    await store().commit({ log: insert('webhook_logs', log), changes: [] });
    const { log: read } = await store().load({ event: { provider: 'stripe', eventId: log.event_id } });
    if (!read) throw new Error('the log row is not there');
    const born = order();
    const retry = {
      log: update('webhook_logs', read, { status: 'success', next_attempt_at: null, order_id: born.id }),
      changes: [insert('payment_orders', born)],
    };

    expect(await store().commit(retry)).toEqual(committed);
    expect(await store().commit(retry)).toEqual(conflict('version:webhook_logs'));
    expect(await counts(store())).toMatchObject({ webhook_logs: 1, payment_orders: 1 });
  });

  it('refuses, as a mistake of ours, a record that belongs to an order nobody has', async () => {
    const orphan = transaction(order());
    await expect(store().commit(only(insert('payment_transactions', orphan)))).rejects.toThrow();
    expect(await allOf(store(), 'payment_transactions')).toEqual([]);
  });
}

const noonPlusMinute = after(60_000);
