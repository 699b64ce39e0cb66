import { beforeEach, describe, expect, it } from 'vitest';
import type { Operator } from '#domain/operator.ts';
import { NotAllowedError } from '#domain/operator.ts';
import {
  clearAttention,
  honour,
  resendConfirmation,
  revokeLinksForOperator,
} from '#domain/operator-acts/care.ts';
import { correctAddress, deliver, moveShipDate, produce, ship } from '#domain/operator-acts/goods.ts';
import { cancelForOperator, refundOrder } from '#domain/operator-acts/money.ts';
import { type ActOutcome, actOnOrder, type Decide } from '#services/console/act-on-order.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const ana: Operator = { name: 'ana', role: 'operator' };
const parcel = { carrier: 'DHL', trackingNumber: '00340434161094042557' };
const elsewhere = {
  ...{ name: 'Ada Lovelace', line1: '2 Byron Road', line2: null, city: 'London', state: null },
  ...{ postalCode: 'N1', country: 'GB', phone: null },
};
const goodwill =
  (amount: number): Decide =>
  (at, around) =>
    refundOrder(at, { amount, reason: 'goodwill' }, around);

onEveryStore((store) => {
  let app: TestContext;
  let bought: ReturnType<typeof purchase>;
  beforeEach(() => {
    app = createTestContext({ store: store() });
    bought = purchase();
  });

  type Event = ReturnType<ReturnType<typeof eventsOf>['paid']>;
  const tell = async (...events: Event[]) => {
    for (const event of events) await post(app, event);
    await app.settled();
  };
  const act = (decide: Decide, actId = app.ids.newId(), reason: string | null = 'Because.') =>
    actOnOrder(app, ana, { request: { orderNo: bought.orderNo, actId, reason }, decide });
  const known = () => app.store.load({ order: { method: 'stripe', orderNo: bought.orderNo } });
  const order = async () => (await known()).order?.record;
  const preorder = async () => (await known()).preorder?.record;
  const records = async () => (await known()).refunds.map(({ record }) => record);
  const messages = async (kind: 'refund' | 'email' | 'klaviyo.event') =>
    (await app.store.list('outbox', { where: { kind }, limit: 50 })).rows;
  const events = async (metric: string) =>
    (await messages('klaviyo.event')).filter(({ topic }) => topic === metric);
  const mails = async (topic: string) => (await messages('email')).filter((mail) => mail.topic === topic);
  const history = async (action: string) =>
    (await app.store.list('activity_logs', { where: { action }, limit: 20 })).rows;
  const refusal = async (outcome: Promise<ActOutcome>) => {
    const ended = await outcome;
    return ended.kind === 'refused' ? ended.refusal : ended.kind;
  };
  const done = { kind: 'done' };

  describe('a refund by an operator', () => {
    it('is owed once and recorded with who asked and why, and follows the provider', async () => {
      await tell(eventsOf(bought).paid());
      expect(await act(goodwill(2_000), 'press_0001', 'Late by a week.')).toEqual(done);
      expect(await act(goodwill(2_000), 'press_0001', 'Late by a week.')).toEqual({ kind: 'done_before' });
      const [record, ...others] = await records();
      expect(others).toEqual([]);
      expect(record).toMatchObject({
        ...{ refund_amount: 2_000, status: 'pending', refund_reason: 'goodwill' },
        ...{ requested_by: 'operator:ana', note: 'Late by a week.' },
      });
      expect(await messages('refund')).toMatchObject([
        { payload: { amount: 2_000, refundNo: record?.refund_no } },
      ]);
      expect(await history('refund.requested')).toMatchObject([{ id: 'press_0001', actor: 'operator:ana' }]);
      const ours = { metadata: { refund_no: record?.refund_no, attempt: '1' } };
      await tell(eventsOf(bought).refund('created', 're_1', 'succeeded', 2_000, ours));
      expect(await records()).toMatchObject([{ status: 'succeeded', provider_refund_id: 're_1' }]);
      expect(await order()).toMatchObject({ status: 'partially_refunded', amount_refunded: 2_000 });
      expect(await preorder()).toMatchObject({ status: 'confirmed' });
    });

    it('of all there is revokes the goods when it went through, and until then nothing is sent', async () => {
      await tell(eventsOf(bought).paid());
      await act(produce);
      expect(await act(goodwill(29_900))).toEqual(done);
      expect(await refusal(act((at, around) => ship(at, parcel, around)))).toBe('being_refunded');
      const [record] = await records();
      const ours = { metadata: { refund_no: record?.refund_no, attempt: '1' } };
      await tell(eventsOf(bought).refund('created', 're_1', 'succeeded', 29_900, ours));
      expect(await preorder()).toMatchObject({ status: 'refunded' });
      expect(await refusal(act((at, around) => ship(at, parcel, around)))).toBe('refunded');
    });

    it('never exceeds what is left, with what is on its way and what the dashboard gave back', async () => {
      await tell(eventsOf(bought).paid(), eventsOf(bought).refund('created', 're_d', 'succeeded', 9_900));
      expect(await records()).toMatchObject([{ requested_by: 'stripe', refund_no: 're_d' }]);
      await act(goodwill(15_000));
      expect(await refusal(act(goodwill(5_001)))).toBe('too_much');
      expect(await act(goodwill(5_000))).toEqual(done);
      expect(await refusal(act(goodwill(1)))).toBe('nothing_left');
    });

    it('by five operators at once is never more than was paid', async () => {
      await tell(eventsOf(bought).paid());
      await Promise.all([1, 2, 3, 4, 5].map(() => act(goodwill(10_000)).catch(() => null)));
      const sum = (await records()).reduce((total, { refund_amount }) => total + refund_amount, 0);
      expect(sum).toBeLessThanOrEqual(29_900);
      expect(sum).toBeGreaterThanOrEqual(10_000);
    });

    it('is refused while the payment is disputed, and for what was not paid', async () => {
      await tell(eventsOf(bought).unpaid());
      expect(await refusal(act(goodwill(1)))).toBe('not_paid');
      await tell(
        eventsOf(bought).delayedPaid(),
        eventsOf(bought).dispute('created', 'dp_1', 'needs_response'),
      );
      expect(await refusal(act(goodwill(1)))).toBe('disputed');
    });
  });

  describe('the way of the goods', () => {
    const shipIt: Decide = (at, around) => ship(at, parcel, around);

    it('goes station by station, each once, with a line in the history and one mail', async () => {
      await tell(eventsOf(bought).paid());
      expect(await refusal(act(shipIt))).toBe('not_in_production');
      for (const decide of [produce, shipIt, deliver]) {
        expect(await act(decide)).toEqual(done);
        expect(await act(decide)).toEqual({ kind: 'done_before' });
      }
      expect(await preorder()).toMatchObject({
        ...{ status: 'delivered', carrier: 'DHL', tracking_number: parcel.trackingNumber },
      });
      for (const mail of ['in-production', 'shipped']) expect(await mails(mail)).toHaveLength(1);
      for (const metric of ['Fulfilled Order', 'Delivered']) expect(await events(metric)).toHaveLength(1);
      for (const action of ['preorder.in_production', 'preorder.shipped', 'preorder.delivered'])
        expect(await history(action)).toMatchObject([
          { actor: 'operator:ana', data: { reason: 'Because.' } },
        ]);
    });

    it('corrects a tracking number without another mail', async () => {
      await tell(eventsOf(bought).paid());
      await act(produce);
      await act(shipIt);
      const corrected = { carrier: 'UPS', trackingNumber: '1Z999AA10123456784' };
      expect(await act((at, around) => ship(at, corrected, around))).toEqual(done);
      expect(await preorder()).toMatchObject({ carrier: 'UPS', tracking_number: '1Z999AA10123456784' });
      expect(await mails('shipped')).toHaveLength(1);
    });

    it('never slips past a dispute that arrives at the same moment', async () => {
      await tell(eventsOf(bought).paid());
      await act(produce);
      const dispute = post(app, eventsOf(bought).dispute('created', 'dp_1', 'needs_response'));
      const [outcome] = await Promise.all([act(shipIt), dispute]);
      await app.settled();
      expect(await order()).toMatchObject({ status: 'disputed' });
      expect(await preorder()).toMatchObject({
        status: outcome.kind === 'done' ? 'shipped' : 'in_production',
      });
      expect(await refusal(act(deliver))).toBe(outcome.kind === 'done' ? 'done' : 'disputed');
    });

    it('goes on where it was when the refund of a parcel that left fails', async () => {
      await tell(eventsOf(bought).paid());
      await act(produce);
      await act(shipIt);
      await tell(
        eventsOf(bought).refund('created', 're_1', 'succeeded', 29_900),
        eventsOf(bought).refund('failed', 're_1', 'failed', 29_900),
      );
      expect(await preorder()).toMatchObject({ status: 'shipped' });
    });

    it('is sent to a corrected address, and on a moved day, while it is still here', async () => {
      await tell(eventsOf(bought).paid());
      const day = new Date('2027-04-30T00:00:00Z');
      for (let nth = 0; nth < 2; nth++) {
        const expected = nth === 0 ? done : { kind: 'done_before' };
        expect(
          await act((at, around) => correctAddress(at, { ...elsewhere, country: 'FR' }, around)),
        ).toEqual(expected);
        expect(await act((at, around) => moveShipDate(at, day, around))).toEqual(expected);
      }
      expect(await preorder()).toMatchObject({ shipping_address: elsewhere, estimated_ship_at: day });
      expect((await order())?.shipping_address).toEqual(elsewhere);
      expect(await events('Preorder Delayed')).toHaveLength(1);
      expect(await mails('ship-date-moved')).toMatchObject([
        { payload: { shipsBy: '2027-04-30', shippedBy: '2027-03-12', kept: 29_900 } },
      ]);
      expect(JSON.stringify(await history('order.address_changed'))).not.toContain('Byron');
      await act(produce);
      await act(shipIt);
      expect(await refusal(act((at, around) => correctAddress(at, elsewhere, around)))).toBe('left_already');
      expect(await refusal(act((at, around) => moveShipDate(at, day, around)))).toBe('left_already');
    });
  });

  describe('a date that moves', () => {
    const moveTo = (day: string) =>
      act((at, around) => moveShipDate(at, new Date(`${day}T00:00:00Z`), around));

    it('is written of once per later date, and never because something comes earlier', async () => {
      await tell(eventsOf(bought).paid());
      for (const day of ['2027-04-30', '2027-04-20', '2027-04-30', '2027-05-31'])
        expect(await moveTo(day)).toEqual(done);
      const told = (await mails('ship-date-moved')).map(({ payload }) => payload);
      expect(told).toHaveLength(2);
      expect(told).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ shipsBy: '2027-04-30' }),
          expect.objectContaining({ shipsBy: '2027-05-31', shippedBy: '2027-04-30' }),
        ]),
      );
    });

    it('shows in every mail that is owed after it', async () => {
      await tell(eventsOf(bought).paid());
      await moveTo('2027-04-30');
      await act(produce);
      await act(resendConfirmation, 'press_0009');
      const byNow = { payload: { shipsBy: '2027-04-30' } };
      expect(await mails('in-production')).toMatchObject([byNow]);
      const [again] = (await mails('order-confirmed')).filter(({ dedupe_key }) =>
        dedupe_key.endsWith(':press_0009'),
      );
      expect(again).toMatchObject(byNow);
    });
  });

  describe('cancelling by an operator', () => {
    it('goes on while it is made, owes the money once, and tells the buyer', async () => {
      await tell(eventsOf(bought).paid());
      await act(produce);
      expect(await act(cancelForOperator, 'press_0002')).toEqual(done);
      expect(await act(cancelForOperator, 'press_0003')).toEqual({ kind: 'done_before' });
      expect(await preorder()).toMatchObject({ status: 'cancelled' });
      expect(await records()).toMatchObject([{ refund_amount: 29_900, requested_by: 'operator:ana' }]);
      expect(await mails('cancelled')).toHaveLength(1);
      expect(await events('Cancelled Order')).toHaveLength(1);
      expect(await history('order.cancelled')).toMatchObject([{ actor: 'operator:ana' }]);
    });

    it('is refused once the parcel left', async () => {
      await tell(eventsOf(bought).paid());
      await act(produce);
      await act((at, around) => ship(at, parcel, around));
      expect(await refusal(act(cancelForOperator))).toBe('left_already');
    });
  });

  describe('an order that needs attention', () => {
    const cheap = () => eventsOf(bought).paid({}, { amount_subtotal: 5 });

    it('is held until somebody starts it, once, with all that a sale promises', async () => {
      await tell(cheap());
      expect(await order()).toMatchObject({ needs_attention: 'amount_mismatch' });
      expect(await refusal(act(produce))).toBe('held');
      expect(await refusal(act(clearAttention))).toBe('still_owed');
      const start: Decide = (at, around) => honour(at, { email: null }, around);
      expect(await act(start, 'press_0004')).toEqual(done);
      expect(await act(start, 'press_0004')).toEqual({ kind: 'done_before' });
      expect(await refusal(act(start))).toBe('begun_already');
      expect(await preorder()).toMatchObject({ status: 'confirmed' });
      expect(await order()).toMatchObject({ needs_attention: null });
      expect(await mails('order-confirmed')).toHaveLength(1);
      expect(await messages('klaviyo.event')).toHaveLength(3);
    });

    it('without an address is started with the one the operator found', async () => {
      await tell(eventsOf(bought).paid({}, { customer_details: null, customer_email: null }));
      expect(await order()).toMatchObject({ needs_attention: 'missing_email' });
      expect(await refusal(act((at, around) => honour(at, { email: null }, around)))).toBe('no_address');
      expect(await act((at, around) => honour(at, { email: 'ada@example.com' }, around))).toEqual(done);
      expect(await preorder()).toMatchObject({ email: 'ada@example.com' });
    });

    it('loses its flag when a person has looked, once', async () => {
      await tell(
        eventsOf(bought).paid(),
        eventsOf(bought).refund('created', 're_1', 'succeeded', 100),
        eventsOf(bought).refund('failed', 're_1', 'failed', 100),
      );
      expect(await order()).toMatchObject({ needs_attention: 'refund_failed' });
      expect(await act(clearAttention)).toEqual(done);
      expect(await act(clearAttention)).toEqual({ kind: 'done_before' });
      expect(await order()).toMatchObject({ needs_attention: null });
    });
  });

  it('a confirmation is sent again once per press, and links are revoked once per press', async () => {
    await tell(eventsOf(bought).paid());
    for (const press of ['press_0005', 'press_0005', 'press_0006']) await act(resendConfirmation, press);
    expect(await mails('order-confirmed')).toHaveLength(3);
    for (const press of ['press_0007', 'press_0007']) await act(revokeLinksForOperator, press);
    expect(await order()).toMatchObject({ link_version: 2 });
  });

  it('nobody below an operator acts, and an order nobody knows is told apart', async () => {
    await tell(eventsOf(bought).paid());
    const request = { orderNo: bought.orderNo, actId: 'press_0008', reason: null };
    const viewer = { name: 'vic', role: 'viewer' } as const;
    await expect(actOnOrder(app, viewer, { request, decide: produce })).rejects.toThrow(NotAllowedError);
    const unknown = { ...request, orderNo: 'ROL-ZZZZZZZZ' };
    expect(await actOnOrder(app, ana, { request: unknown, decide: produce })).toEqual({
      kind: 'unknown_order',
    });
  });
});
