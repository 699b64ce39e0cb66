import { beforeEach, expect, it } from 'vitest';
import { refundOrder } from '#domain/operator-acts/money.ts';
import { refundable } from '#domain/refund.ts';
import { actOnOrder } from '#services/console/act-on-order.ts';
import { drainOutbox } from '#services/drain-outbox.ts';
import { readWaiting } from '#services/read-signs.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const bought = purchase();
const ana = { name: 'ana', role: 'operator' } as const;

onEveryStore((store) => {
  let app: TestContext;
  beforeEach(async () => {
    const context = createTestContext({ store: store() });
    const refused = async () => ({ kind: 'refused', reason: 'Stripe: no.' }) as const;
    // Only the drains below reach the provider that refuses.
    const drainSoon = async () => {};
    app = { ...context, drainSoon, deliveries: { ...context.deliveries, refund: refused } };
    await post(app, eventsOf(bought).paid());
    await app.settled();
  });

  const asks = (amount: number) =>
    actOnOrder(app, ana, {
      request: { orderNo: bought.orderNo, actId: app.ids.newId(), reason: 'asked on the phone' },
      decide: (at, around) => refundOrder(at, { amount, reason: 'goodwill' }, around),
    });
  const known = async () => {
    const { order, refunds } = await app.store.load({ order: { method: 'stripe', orderNo: bought.orderNo } });
    if (!order) throw new Error('There is no order.');
    const records = refunds.map(({ record }) => record);
    return { order: order.record, records, left: refundable(order.record, records) };
  };

  it('refunds that the provider refuses release what they reserved, each with its line, and their order waits', async () => {
    expect(await Promise.all([asks(bought.unitAmount - 100), asks(100)])).toEqual([
      { kind: 'done' },
      { kind: 'done' },
    ]);
    await Promise.all([drainOutbox(app), drainOutbox(app)]);
    await app.settled();
    const { order, records, left } = await known();
    expect(records.map(({ status, failure_reason }) => [status, failure_reason])).toEqual([
      ['failed', 'Stripe: no.'],
      ['failed', 'Stripe: no.'],
    ]);
    expect([order.status, order.needs_attention, left]).toEqual(['paid', 'refund_failed', bought.unitAmount]);
    const { rows } = await app.store.list('activity_logs', { where: { subject_id: order.id }, limit: 50 });
    expect(rows.filter(({ action }) => action === 'refund.refused')).toHaveLength(2);
    expect(await readWaiting(app)).toMatchObject({ dead: { count: 0 }, held: { count: 1 } });
    expect(await asks(bought.unitAmount)).toEqual({ kind: 'done' });
  });
});
