import { expect, it } from 'vitest';
import { insert } from '#domain/changes.ts';
import type { Store } from '#libs/store/store.ts';
import { allOf } from './observed.ts';
import { activity, message, only, order, webhookLog } from './records.ts';

export function valueContract(store: () => Store): void {
  const keptLog = async (row: ReturnType<typeof webhookLog>) => {
    await store().commit({ log: insert('webhook_logs', row), changes: [] });
    const { log } = await store().load({ event: { provider: row.provider, eventId: row.event_id } });
    return log?.record;
  };

  it('replaces NUL and lone surrogates in text, and finds the record by the text as it was given', async () => {
    const kept = await keptLog(webhookLog({ event_id: 'evt_\0\ud800', raw_data: 'a\0b\udfffc😀' }));
    expect(kept?.event_id).toBe('evt_\uFFFD\uFFFD');
    expect(kept?.raw_data).toBe('a\uFFFDb\uFFFDc😀');
  });

  it('replaces NUL and lone surrogates in json, names included, and leaves the written escape alone', async () => {
    const payload = {
      'na\0me': ['\0', '\ud83d', '😀', '\\u0000', '\\\0', 'line\nbreak'],
      deep: { x: 'é\udc00' },
    };
    await store().commit(only(insert('outbox', message({ payload }))));
    const [kept] = await allOf(store(), 'outbox');
    expect(kept?.payload).toEqual({
      'na\uFFFDme': ['\uFFFD', '\uFFFD', '😀', '\\u0000', '\\\uFFFD', 'line\nbreak'],
      deep: { x: 'é\uFFFD' },
    });
  });

  it('keeps a body of one megabyte to the letter', async () => {
    const raw_data = `{"text":"${'déjà vu 你好 \\u0000 '.repeat(60_000)}"}`.slice(0, 1_048_576);
    expect((await keptLog(webhookLog({ raw_data })))?.raw_data).toBe(raw_data);
  });

  it('keeps amounts exact up to the largest safe integer, through load and list', async () => {
    const amount = Number.MAX_SAFE_INTEGER;
    const rich = order({ amount, amount_subtotal: amount - 1, amount_tax: 0 });
    await store().commit(only(insert('payment_orders', rich)));
    const { order: loaded } = await store().load({ order: { method: 'stripe', orderNo: rich.order_no } });
    expect(loaded?.record).toEqual(rich);
    expect(await allOf(store(), 'payment_orders')).toEqual([rich]);
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses the amount %s as a mistake of ours', async (amount) => {
    await expect(store().commit(only(insert('payment_orders', order({ amount }))))).rejects.toThrow(
      RangeError,
    );
  });

  it.each([
    '1970-01-01T00:00:00.000Z',
    '2026-11-20T23:59:59.999Z',
    '2026-03-29T01:30:00.007Z',
    '2100-02-28T12:00:00.100Z',
  ])('keeps the moment %s to the millisecond, through load and list', async (text) => {
    const moment = new Date(text);
    const row = webhookLog({ received_at: moment, processed_at: null, created_at: moment });
    expect(await keptLog(row)).toEqual(row);
    expect(await allOf(store(), 'webhook_logs')).toEqual([row]);
  });

  it('keeps every kind of empty value as it was', async () => {
    const row = webhookLog({ email: '', error: null, livemode: null, duration_ms: 0, result: ' ' });
    expect(await keptLog(row)).toEqual(row);
    const rows = [message({ payload: null }), message({ payload: [] }), message({ payload: '' })];
    await store().commit(only(...rows.map((each) => insert('outbox', each))));
    const kept = await allOf(store(), 'outbox');
    expect(kept).toHaveLength(3);
    expect(kept).toEqual(expect.arrayContaining(rows));
  });

  it('keeps json numbers, nesting and unusual names', async () => {
    const data = { big: 1e21, small: 5e-324, minus: -0.1, list: [[[]], {}], '': 1, 'a.b': true, ünï: '日本' };
    const row = activity({ data });
    await store().commit(only(insert('activity_logs', row)));
    expect(await allOf(store(), 'activity_logs')).toEqual([row]);
  });

  it('keeps text that looks like SQL or a placeholder', async () => {
    const result = `'; drop table outbox; -- $1 \\ "quoted" %s`;
    expect((await keptLog(webhookLog({ result })))?.result).toBe(result);
  });

  it('is not changed by what the caller does to a record afterwards', async () => {
    const payload = { list: [1] };
    const row = message({ payload });
    await store().commit(only(insert('outbox', row)));
    payload.list.push(2);
    expect((await allOf(store(), 'outbox'))[0]?.payload).toEqual({ list: [1] });
  });
}
