import { describe, expect, it } from 'vitest';
import { ensure } from '#domain/changes.ts';
import type { Order } from '#domain/order.ts';
import type { Shopper } from '#domain/shopper.ts';
import type { Store } from '#libs/store/store.ts';
import { claimOrders } from '#services/claim-orders.ts';
import { accountOrders } from '#services/queries/account-orders.ts';
import { after, only, order } from '#tests/contract/store/records.ts';
import { eventsOf, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext } from '#tests/test-context.ts';

const ada: Shopper = { uid: 'uid-ada', email: 'ada@example.com', emailVerified: true };

async function place(store: Store, ...orders: Partial<Order>[]): Promise<Order[]> {
  const rows = orders.map((each) => order(each));
  await store.commit(only(...rows.map((row) => ensure('payment_orders', row))));
  return rows;
}

async function ownersIn(store: Store): Promise<Record<string, string | null>> {
  const { rows } = await store.list('payment_orders', { limit: 100 });
  return Object.fromEntries(rows.map(({ id, user_id }) => [id, user_id]));
}

onEveryStore((store) => {
  describe('claiming orders', () => {
    it('gives a shopper what they bought as a guest, with the preorder and a line about it', async () => {
      const app = createTestContext({ store: store() });
      const bought = purchase();
      await post(app, eventsOf(bought).paid());
      expect(await claimOrders(app, ada)).toBe(1);
      const known = await store().load({ order: { method: 'stripe', sessionId: bought.sessionId } });
      expect([known.order?.record.user_id, known.preorder?.record.user_id]).toEqual(['uid-ada', 'uid-ada']);
      const { rows } = await store().list('activity_logs', { where: { action: 'order.claimed' }, limit: 5 });
      expect(rows).toMatchObject([{ subject_id: known.order?.record.id, actor: 'user:uid-ada' }]);
      expect(JSON.stringify(rows)).not.toContain('ada@example.com');
    });

    it('never takes an order that has an owner, and none with another address', async () => {
      await place(
        store(),
        { id: 'owned', user_id: 'uid-bob' },
        { id: 'other', email: 'bob@example.com' },
        { id: 'none', email: null },
      );
      expect(await claimOrders(createTestContext({ store: store() }), ada)).toBe(0);
      expect(await ownersIn(store())).toEqual({ owned: 'uid-bob', other: null, none: null });
    });

    it('finds the address in small letters and as phones write it', async () => {
      await place(
        store(),
        { id: 'small' },
        { id: 'phone', email: 'Ada@example.com' },
        { id: 'shout', email: 'ADA@EXAMPLE.COM' },
      );
      await claimOrders(createTestContext({ store: store() }), ada);
      expect(await ownersIn(store())).toEqual({ small: 'uid-ada', phone: 'uid-ada', shout: null });
    });

    it('twice, or twice at a time, claims every order once', async () => {
      const app = createTestContext({ store: store() });
      await place(store(), { id: 'first' }, { id: 'second' });
      const claimed = await Promise.all([claimOrders(app, ada), claimOrders(app, ada)]);
      expect(claimed[0] + claimed[1] + (await claimOrders(app, ada))).toBe(2);
      const { rows } = await store().list('activity_logs', { where: { action: 'order.claimed' }, limit: 9 });
      expect(rows.map(({ subject_id }) => subject_id).toSorted()).toEqual(['first', 'second']);
    });

    it('believes no address that is not verified', async () => {
      await place(store(), { id: 'guest' });
      const app = createTestContext({ store: store() });
      expect(await claimOrders(app, { ...ada, emailVerified: false })).toBe(0);
      expect(await claimOrders(app, { ...ada, email: null })).toBe(0);
      expect(await ownersIn(store())).toEqual({ guest: null });
    });

    it('leaves a claimed order its owner when its payment goes on', async () => {
      const app = createTestContext({ store: store() });
      const bought = purchase();
      const events = eventsOf(bought);
      await post(app, events.unpaid());
      await claimOrders(app, ada);
      await post(app, events.delayedPaid());
      const known = await store().load({ order: { method: 'stripe', sessionId: bought.sessionId } });
      expect(known.order?.record).toMatchObject({ status: 'paid', user_id: 'uid-ada' });
      expect(known.preorder?.record.user_id).toBe('uid-ada');
    });
  });

  describe('the list of own orders', () => {
    it('holds nobody else’s, newest first, page by page', async () => {
      const app = createTestContext({ store: store() });
      const mine = Array.from({ length: 23 }, (_, nth) => ({
        id: `mine-${nth}`,
        user_id: 'uid-ada',
        created_at: after(nth),
      }));
      await place(store(), ...mine, { id: 'bobs', user_id: 'uid-bob' }, { id: 'guests' });
      const first = await accountOrders(app, ada, null);
      const second = await accountOrders(app, ada, first?.next ?? null);
      const numbers = [...(first?.orders ?? []), ...(second?.orders ?? [])].map(({ orderNo }) => orderNo);
      expect(numbers).toEqual(mine.map(({ id }) => `ROL-${id}`).toReversed());
      expect([first?.orders.length, second?.next]).toEqual([20, null]);
    });

    it('begins at the start when the cursor is made up', async () => {
      await place(store(), { id: 'mine', user_id: 'uid-ada' });
      const page = await accountOrders(createTestContext({ store: store() }), ada, 'made-up');
      expect(page?.orders).toHaveLength(1);
    });
  });
});
