import { beforeEach, describe, expect, it } from 'vitest';
import { update } from '#domain/changes.ts';
import type { Preorder, PreorderStatus } from '#domain/preorder.ts';
import { cancelForBuyer, readdressForBuyer, revokeLinksForBuyer } from '#services/act-on-order.ts';
import type { OrderAccess } from '#services/order-access.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const elsewhere = {
  ...{ name: 'Ada Lovelace', line1: '2 Byron Road', line2: null, city: 'London', state: null },
  ...{ postalCode: 'N1', country: 'GB', phone: null },
};

onEveryStore((store) => {
  let app: TestContext;
  let bought: ReturnType<typeof purchase>;
  let access: OrderAccess;
  beforeEach(() => {
    app = createTestContext({ store: store() });
    bought = purchase();
    access = { orderNo: bought.orderNo, linkVersion: 1, uid: null };
  });

  const tell = async (...events: ReturnType<ReturnType<typeof eventsOf>['paid']>[]) => {
    for (const event of events) await post(app, event);
    await app.settled();
  };
  const known = () => app.store.load({ order: { method: 'stripe', orderNo: bought.orderNo } });
  const order = async () => (await known()).order?.record;
  const preorder = async () => (await known()).preorder?.record;
  const refundsOwed = async () =>
    (await app.store.list('outbox', { where: { kind: 'refund' }, limit: 20 })).rows;
  const history = async (action: string) =>
    (await app.store.list('activity_logs', { where: { action }, limit: 20 })).rows;

  /** As an operator would. */
  async function set(change: Partial<Omit<Preorder, 'id'>>): Promise<void> {
    const { preorder } = await known();
    if (!preorder) throw new Error('There is no preorder.');
    await app.store.commit({ log: null, changes: [update('preorders', preorder, change)] });
  }

  describe('cancelling', () => {
    it('calls the preorder off and owes all the money, which is booked when the provider says so', async () => {
      await tell(eventsOf(bought).paid());
      expect(await cancelForBuyer(app, access)).toEqual({ kind: 'done', linkVersion: 1 });
      await app.settled();
      expect(await preorder()).toMatchObject({ status: 'cancelled' });
      expect(await order()).toMatchObject({ status: 'paid', amount_refunded: 0 });
      expect((await refundsOwed()).map(({ payload }) => payload)).toMatchObject([
        { amount: 29_900, currency: 'USD', tradeNo: bought.tradeNo },
      ]);
      expect(await history('order.cancelled')).toMatchObject([{ actor: 'buyer' }]);
      await tell(eventsOf(bought).refund('created', 're_1', 'succeeded', 29_900));
      expect(await order()).toMatchObject({ status: 'refunded', amount_refunded: 29_900 });
      expect(await preorder()).toMatchObject({ status: 'cancelled' });
    });

    it('twice, or by five at once, cancels once and owes once', async () => {
      await tell(eventsOf(bought).paid());
      const results = await Promise.all([1, 2, 3, 4, 5].map(() => cancelForBuyer(app, access)));
      results.push(await cancelForBuyer(app, access));
      await app.settled();
      expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['done']));
      expect(await refundsOwed()).toHaveLength(1);
      expect(await history('order.cancelled')).toHaveLength(1);
    });

    it('gives back what a partial refund has left', async () => {
      const { paid, refund } = eventsOf(bought);
      await tell(paid(), refund('created', 're_1', 'succeeded', 9_900));
      await cancelForBuyer(app, access);
      expect(await refundsOwed()).toMatchObject([{ payload: { amount: 20_000 } }]);
    });

    it.each<[PreorderStatus, string]>([
      ['shipped', 'too_late'],
      ['delivered', 'too_late'],
    ])('is refused once it is %s, and nothing is written', async (status, reason) => {
      await tell(eventsOf(bought).paid());
      await set({ status });
      const before = await order();
      expect(await cancelForBuyer(app, access)).toEqual({ kind: 'refused', reason });
      expect(await order()).toEqual(before);
      expect(await refundsOwed()).toHaveLength(0);
    });

    it('is refused for what is not paid, disputed, refunded, or looked at by a person', async () => {
      const refusal = async () => {
        const result = await cancelForBuyer(app, access);
        return result.kind === 'refused' ? result.reason : result.kind;
      };
      const { unpaid, delayedPaid, dispute, refund } = eventsOf(bought);
      await tell(unpaid());
      expect(await refusal()).toBe('not_paid');
      await tell(delayedPaid(), dispute('created', 'dp_1', 'needs_response'));
      expect(await refusal()).toBe('disputed');
      await tell(dispute('closed', 'dp_1', 'won'), refund('created', 're_1', 'succeeded', 29_900));
      expect(await refusal()).toBe('refunded');
      bought = purchase({ unitAmount: 1 });
      access = { ...access, orderNo: bought.orderNo };
      await tell(eventsOf(bought).paid({}, { amount_subtotal: 5 }));
      expect(await refusal()).toBe('being_checked');
      expect(await refundsOwed()).toHaveLength(0);
    });

    it('of what cost nothing owes nothing', async () => {
      bought = purchase({ tradeNo: null });
      access = { ...access, orderNo: bought.orderNo };
      const free = { amount_total: 0, payment_status: 'no_payment_required' };
      await tell(eventsOf(bought).paid({}, free));
      expect(await cancelForBuyer(app, access)).toMatchObject({ kind: 'done' });
      expect(await preorder()).toMatchObject({ status: 'cancelled' });
      expect(await refundsOwed()).toHaveLength(0);
    });

    it('at the moment a dispute arrives ends in one of the two orders, with the money owed at most once', async () => {
      await tell(eventsOf(bought).paid());
      const dispute = post(app, eventsOf(bought).dispute('created', 'dp_1', 'needs_response'));
      const [result] = await Promise.all([cancelForBuyer(app, access), dispute]);
      await app.settled();
      expect(await order()).toMatchObject({ status: 'disputed' });
      expect(await refundsOwed()).toHaveLength(result.kind === 'done' ? 1 : 0);
    });

    it('stays, and a person is called, when the bank sends the refund back', async () => {
      const { paid, refund } = eventsOf(bought);
      await tell(paid());
      await cancelForBuyer(app, access);
      await tell(refund('created', 're_1', 'succeeded', 29_900), refund('failed', 're_1', 'failed', 29_900));
      expect(await order()).toMatchObject({ status: 'paid', needs_attention: 'refund_failed' });
      expect(await preorder()).toMatchObject({ status: 'cancelled' });
    });
  });

  describe('changing the address', () => {
    it('sends the parcel there, in the same country, and says so once', async () => {
      await tell(eventsOf(bought).paid());
      for (let nth = 0; nth < 2; nth++)
        expect(await readdressForBuyer(app, access, { ...elsewhere, country: 'FR' })).toMatchObject({
          kind: 'done',
        });
      expect((await order())?.shipping_address).toEqual(elsewhere);
      expect((await preorder())?.shipping_address).toEqual(elsewhere);
      const lines = await history('order.address_changed');
      expect(lines).toHaveLength(1);
      expect(JSON.stringify(lines)).not.toContain('Byron');
    });

    it('is not undone by what the provider says of the payment later', async () => {
      await tell(eventsOf(bought).paid());
      await readdressForBuyer(app, access, elsewhere);
      await tell(
        eventsOf(bought).delayedPaid(),
        eventsOf(bought).refund('created', 're_1', 'succeeded', 100),
      );
      expect((await order())?.shipping_address).toEqual(elsewhere);
    });

    it('is refused once it has shipped or was cancelled', async () => {
      await tell(eventsOf(bought).paid());
      await set({ status: 'shipped' });
      expect(await readdressForBuyer(app, access, elsewhere)).toEqual({
        kind: 'refused',
        reason: 'too_late',
      });
      await set({ status: 'cancelled' });
      expect(await readdressForBuyer(app, access, elsewhere)).toEqual({
        kind: 'refused',
        reason: 'cancelled',
      });
    });
  });

  describe('an order', () => {
    it('is there for its owner and for whoever came by its link, and hidden from everybody else', async () => {
      const other = purchase();
      await tell(eventsOf(bought).paid(), eventsOf(other).paid());
      const strangers = [
        { ...access, linkVersion: null },
        { ...access, linkVersion: 2 },
        { ...access, linkVersion: null, uid: 'somebody' },
        { ...access, orderNo: 'ROL-ZZZZZZZZ' },
      ];
      for (const stranger of strangers) {
        expect(await cancelForBuyer(app, stranger)).toEqual({ kind: 'hidden' });
        expect(await readdressForBuyer(app, stranger, elsewhere)).toEqual({ kind: 'hidden' });
        expect(await revokeLinksForBuyer(app, stranger)).toEqual({ kind: 'hidden' });
      }
      expect(await refundsOwed()).toHaveLength(0);
    });

    it('is hidden from every link given out before its links were revoked', async () => {
      await tell(eventsOf(bought).paid());
      expect(await revokeLinksForBuyer(app, access)).toEqual({ kind: 'done', linkVersion: 2 });
      expect(await cancelForBuyer(app, access)).toEqual({ kind: 'hidden' });
      expect(await cancelForBuyer(app, { ...access, linkVersion: 2 })).toMatchObject({ kind: 'done' });
    });
  });
});
