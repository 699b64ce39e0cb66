import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { insert } from '#domain/changes.ts';
import { writeOut } from '#libs/store/transfer-row.ts';
import { type OpenedTransfer, openFirestoreTransfer } from './open-transfers.ts';
import { message, only, order, webhookLog } from './records.ts';

describe.skipIf(inject('firestoreHost') === null)('moving into Firestore', { timeout: 60_000 }, () => {
  let opened: OpenedTransfer;
  beforeAll(async () => {
    opened = await openFirestoreTransfer();
  });
  beforeEach(() => opened.empty());
  afterAll(() => opened.close());

  it('names the record that does not fit into a document, and writes those around it', async () => {
    const heavy = message({ id: 'heavy', payload: randomBytes(1_200_000).toString('base64') });
    const rows = [message({ id: 'a' }), heavy, message({ id: 'z' })].map((row) => writeOut('outbox', row));
    await expect(opened.transfer.put('outbox', rows)).rejects.toThrow(
      /outbox heavy does not fit into Firestore/,
    );
    expect(await opened.transfer.get('outbox', ['a'])).toHaveLength(1);
  });

  it('has a journal entry found by the second name of its event', async () => {
    const log = webhookLog({ id: 'l', stripe_event_id: 'evt_thin' });
    await opened.transfer.put('webhook_logs', [writeOut('webhook_logs', log)]);
    const again = webhookLog({ event_id: 'other', stripe_event_id: 'evt_thin' });
    const answer = await opened.store.commit({ log: insert('webhook_logs', again), changes: [] });
    expect(answer).toMatchObject({ kind: 'seen' });
  });

  it('mends the claims of a record that was half written', async () => {
    const { store, transfer } = opened;
    const row = order({ id: 'o' });
    await store.commit(only(insert('payment_orders', { ...row, trade_no: null })));
    await Promise.all([1, 2, 3].map(() => transfer.put('payment_orders', [writeOut('payment_orders', row)])));
    const found = await store.load({ order: { method: 'stripe', tradeNo: row.trade_no } });
    expect(found.order?.record).toEqual(row);
  });

  it('acknowledges no commit any more once it is frozen, and keeps every one it had acknowledged', async () => {
    const { store, transfer } = opened;
    const acknowledged: string[] = [];
    let isOver = false;
    const seller = async () => {
      while (!isOver) {
        const one = order();
        const result = await store.commit(only(insert('payment_orders', one))).catch(() => null);
        if (result?.kind === 'committed') acknowledged.push(one.id);
        else await new Promise(setImmediate);
      }
    };
    const sellers = [seller(), seller(), seller()];
    await expect.poll(() => acknowledged.length).toBeGreaterThan(10);
    await transfer.freeze('It moves.');
    const kept = acknowledged.length;
    isOver = true;
    await Promise.all(sellers);
    expect(acknowledged).toHaveLength(kept);
    expect(await transfer.get('payment_orders', acknowledged)).toHaveLength(kept);
  });
});
