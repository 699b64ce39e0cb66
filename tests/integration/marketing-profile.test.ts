import { beforeEach, describe, expect, it } from 'vitest';
import type { KlaviyoEvent } from '#domain/marketing/event.ts';
import type { Operator } from '#domain/operator.ts';
import { deliver, produce, ship } from '#domain/operator-acts/goods.ts';
import type { Store } from '#libs/store/store.ts';
import { actOnOrder, type Decide } from '#services/console/act-on-order.ts';
import { eventsOf, type Purchase, post, purchase } from '#tests/factories.ts';
import { onEveryStore } from '#tests/setup/stores.ts';
import { createTestContext, type TestContext } from '#tests/test-context.ts';

const ana: Operator = { name: 'ana', role: 'operator' };

/** A store that notes what is listed in it. */
function listened(store: Store): { store: Store; lists: string[] } {
  const lists: string[] = [];
  const list: Store['list'] = (table, query) => {
    lists.push(table);
    return store.list(table, query);
  };
  return { store: { ...store, list }, lists };
}

onEveryStore((store) => {
  let app: TestContext;
  let lists: string[];
  beforeEach(() => {
    const heard = listened(store());
    app = createTestContext({ store: heard.store });
    lists = heard.lists;
  });

  const tell = async (...events: Parameters<typeof post>[1][]) => {
    for (const event of events) await post(app, event);
    await app.settled();
  };
  const act = async (bought: Purchase, decide: Decide) => {
    const request = { orderNo: bought.orderNo, actId: app.ids.newId(), reason: 'Why.' };
    await actOnOrder(app, ana, { request, decide });
    await app.settled();
  };
  const profilesOf = (metric: string) =>
    app.sent.filter(({ topic }) => topic === metric).map(({ payload }) => (payload as KlaviyoEvent).profile);

  describe('the profile of a buyer', () => {
    it('counts what was bought and not given back, and has the last colour, with every event that changes it', async () => {
      const [first, second] = [purchase(), purchase({ color: 'red' })];
      await tell(eventsOf(first).paid());
      app.clock.pass(60);
      await tell(eventsOf(second).paid());
      await tell(eventsOf(second).refund('created', 're_all', 'succeeded', 29_900));
      for (const metric of ['Placed Order', 'Preorder Success'])
        expect(profilesOf(metric)).toMatchObject([
          { preorderCount: 1, lastColor: 'sakura-pink' },
          { preorderCount: 2, lastColor: 'red' },
        ]);
      expect(profilesOf('Refunded Order')).toMatchObject([{ preorderCount: 1, firstName: 'Ada' }]);
    });

    it('is only named by the events about the goods, which look at no other order', async () => {
      const bought = purchase();
      await tell(eventsOf(bought).paid());
      expect(lists).toContain('payment_orders');
      lists.length = 0;
      await act(bought, produce);
      await act(bought, (at, around) => ship(at, { carrier: 'DHL', trackingNumber: '1' }, around));
      await act(bought, deliver);
      await tell(eventsOf(bought).dispute('created', 'dp_1', 'needs_response'));
      for (const metric of ['Ordered Product', 'Fulfilled Order', 'Delivered', 'Dispute Opened'])
        expect(profilesOf(metric)).toEqual([{ email: 'ada@example.com' }]);
      expect(lists).not.toContain('payment_orders');
    });
  });
});
