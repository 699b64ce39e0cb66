import { expect, it } from 'vitest';
import { insert, update } from '#domain/changes.ts';
import type { LoadKeys, Store } from '#libs/store/store.ts';
import { after, birth, only, order, refundRecord, transaction } from './records.ts';

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
const nothing = { log: null, order: null, transactions: [], preorder: null, refunds: [] };

export function loadContract(store: () => Store): void {
  it('knows nothing of what was never written', async () => {
    const event = { provider: 'stripe', eventId: 'evt_none' } as const;
    const keys = { method: 'stripe', sessionId: 'cs_none', tradeNo: null, orderNo: 'ROL-NONE' } as const;
    expect(await store().load({})).toEqual(nothing);
    expect(await store().load({ event, order: keys })).toEqual(nothing);
  });

  it('does not take an absent key for an empty one', async () => {
    await store().commit(only(insert('payment_orders', order({ session_id: null, trade_no: null }))));
    expect(await store().load({ order: { method: 'stripe', sessionId: null } })).toEqual(nothing);
  });

  it('finds an event, and by any key the order with its ledger, preorder and refunds', async () => {
    const paid = birth();
    const refund = transaction(paid.order, { action_type: 'refund', amount: 100, created_at: after(1) });
    await store().commit(paid.changes);
    const asked = [refundRecord(paid.order), refundRecord(paid.order, { created_at: after(1) })];
    const others = birth();
    await store().commit(others.changes);
    const rows = [...asked.toReversed(), refundRecord(others.order)];
    await store().commit(
      only(insert('payment_transactions', refund), ...rows.map((row) => insert('refund_records', row))),
    );
    const { session_id: sessionId, trade_no: tradeNo, order_no: orderNo } = paid.order;
    const keys: LoadKeys['order'][] = [
      { method: 'stripe', sessionId },
      { method: 'stripe', tradeNo },
      { method: 'stripe', orderNo },
      { method: 'stripe', sessionId: 'cs_other', tradeNo: 'pi_other', orderNo },
    ];
    for (const key of keys) {
      const known = await store().load({
        event: { provider: 'stripe', eventId: paid.log.event_id },
        ...(key ? { order: key } : {}),
      });
      expect(known.log?.record).toEqual(paid.log);
      expect(known.order?.record).toEqual(paid.order);
      expect(known.transactions).toEqual([paid.charge, refund]);
      expect(known.preorder?.record).toEqual(paid.preorder);
      expect(known.refunds.map(({ record }) => record)).toEqual(asked);
    }
  });

  it('prefers the session to the trade number, and that to the order number', async () => {
    const [bySession, byTrade, byNumber] = [order(), order(), order()];
    await store().commit(only(...[byNumber, byTrade, bySession].map((row) => insert('payment_orders', row))));
    const found = async (keys: { sessionId?: string | null; tradeNo?: string | null }) =>
      (await store().load({ order: { method: 'stripe', orderNo: byNumber.order_no, ...keys } })).order
        ?.record;

    expect(await found({ sessionId: bySession.session_id, tradeNo: byTrade.trade_no })).toEqual(bySession);
    expect(await found({ tradeNo: byTrade.trade_no })).toEqual(byTrade);
    expect(await found({})).toEqual(byNumber);
  });

  it('does not take a session of one provider for that of another', async () => {
    const row = order();
    await store().commit(only(insert('payment_orders', row)));
    expect(await store().load({ order: { method: 'alipay', sessionId: row.session_id } })).toEqual(nothing);
  });

  it('gets records by their ids, with the version an update needs', async () => {
    const [paid, other] = [birth(), birth()];
    await store().commit(paid.changes);
    await store().commit(other.changes);
    const ids = [paid.preorder.id, 'nobody', other.preorder.id, paid.preorder.id];
    const found = await store().get('preorders', ids);
    expect(found.map(({ record }) => record).sort(byId)).toEqual([paid.preorder, other.preorder].sort(byId));
    const [order] = await store().get('payment_orders', [paid.order.id]);
    if (!order) throw new Error('the order is not there');
    const changed = await store().commit(only(update('payment_orders', order, { email: 'new@example.com' })));
    expect(changed).toEqual({ kind: 'committed' });
    expect(await store().get('payment_orders', [])).toEqual([]);
    expect((await store().get('payment_orders', [paid.order.id]))[0]?.record.email).toBe('new@example.com');
  });

  it('gives a record another version with every write, and the same one without', async () => {
    const paid = birth();
    await store().commit(paid.changes);
    const read = async () => {
      const { order: found } = await store().load({
        order: { method: 'stripe', orderNo: paid.order.order_no },
      });
      if (!found) throw new Error('the order is not there');
      return found;
    };
    const first = await read();
    expect((await read()).version).toBe(first.version);
    await store().commit(only(update('payment_orders', first, {})));
    expect((await read()).version).not.toBe(first.version);
  });
}
